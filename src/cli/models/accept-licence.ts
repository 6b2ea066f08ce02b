import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { projectFolder } from '../../core/configuration.ts';
import { BadInputError } from '../../core/errors.ts';
import type { Licence } from '../../models/index.ts';

/**
 * Lets a person accept a licence: beforehand with --accept-licence, or asked on a terminal.
 * @throws BadInputError when it is not accepted.
 */
export async function acceptLicence(
  licence: Licence,
  { accepted, signal }: { readonly accepted: boolean; readonly signal: AbortSignal },
): Promise<void> {
  if (accepted) return;
  const file = join(projectFolder, licence.file);
  const refused = new BadInputError({
    message: `The model comes under a licence that nobody has accepted: ${licence.title}.`,
    file,
    remedy: `Read it there (or at ${licence.page}), and add --accept-licence if the school accepts it.`,
  });
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw refused;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `The model comes under the ${licence.title}:\n  ${file}\n  ${licence.page}\nDoes the school accept them? Type yes: `;
    if ((await terminal.question(question, { signal })).trim().toLowerCase() !== 'yes') throw refused;
  } finally {
    terminal.close();
  }
}
