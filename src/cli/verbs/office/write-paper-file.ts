import { extname } from 'node:path';
import { BadInputError } from '../../../core/errors.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import type { Paper } from '../../../office/index.ts';

const formats = { '.html': 'html', '.docx': 'docx', '.txt': 'text' } as const;

/**
 * Writes a paper in the format that the file's ending says.
 * @throws BadInputError where it says none.
 */
export async function writePaperFile(paper: Paper, file: string): Promise<void> {
  const ending = extname(file).toLowerCase();
  const format = Object.entries(formats).find(([known]) => known === ending)?.[1];
  if (format === undefined)
    throw new BadInputError({
      message: `The ending "${ending}" says no format.`,
      file,
      remedy: `End the name in ${Object.keys(formats).join(', ')}.`,
    });
  const { writePaper } = await import('../../../office/index.ts');
  await writeFileAtomically(file, writePaper(paper, format));
}
