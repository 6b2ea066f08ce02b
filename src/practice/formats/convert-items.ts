import { readFile, stat } from 'node:fs/promises';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import type { Item } from '../items/item.ts';
import { type FormatName, type Loss, largestFileBytes, type ReadDefaults, type ReadItems } from './format.ts';
import { detectFormat, formats } from './formats.ts';

/** What to convert. */
export interface Conversion {
  readonly file: string;
  readonly to: string;
  readonly format: FormatName;
  /** The format of `file`; by default told from its name and content. */
  readonly from?: FormatName | undefined;
  readonly defaults: ReadDefaults;
}

/** Told before anything is written. */
export interface ConversionPlan {
  readonly read: readonly Item[];
  readonly written: number;
  readonly losses: readonly Loss[];
}

/**
 * Reads a question file of any format.
 * @throws BadInputError naming file and place when it cannot be read at all.
 */
export async function readItemFile(
  file: string,
  defaults: ReadDefaults,
  from?: FormatName,
): Promise<ReadItems> {
  const bytes = await readBytes(file);
  return formats[from ?? detectFormat(file, bytes)].read(bytes, file, defaults);
}

/**
 * Converts a question file. `announce` gets everything that the reader or the target cannot carry before the target
 * is written; when it throws, nothing is.
 */
export async function convertItems(
  conversion: Conversion,
  announce: (plan: ConversionPlan) => void,
): Promise<void> {
  const { file, to, format, from, defaults } = conversion;
  const read = await readItemFile(file, defaults, from);
  const own = formats[format].losses(read.items, to);
  const losses = [...read.losses, ...own];
  const leftOut = new Set(own.flatMap((loss) => (loss.isWhole ? [loss.where] : [])));
  const kept = read.items.filter((item) => !leftOut.has(item.id));
  if (kept.length === 0) {
    throw new BadInputError({
      message:
        losses.length === 0
          ? 'The file holds no questions.'
          : `No question can be carried over (${losses
              .map(({ where, what }) => `${where}: ${what}`)
              .slice(0, 3)
              .join('; ')}).`,
      file,
      remedy: 'Check that the file is the right one, or name its format with --from.',
    });
  }
  const content = formats[format].write(kept, to);
  announce({ read: read.items, written: kept.length, losses });
  await writeFileAtomically(to, content);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > largestFileBytes) {
      throw new BadInputError({ message: 'Question files may have 64 MB.', file, remedy: 'Split the file.' });
    }
    return await readFile(file);
  } catch (error) {
    throw fromSystemError(error, file);
  }
}
