import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { CorruptArtefactError } from '../core/errors.ts';

let loaded: ReadonlySet<string> | undefined;

/** About 49,000 headwords of the Tajik explanatory dictionary, lower case; made by tools/make-headwords.ts. */
export function headwords(): ReadonlySet<string> {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('./data/headwords.txt.br', import.meta.url));
  try {
    loaded = new Set(brotliDecompressSync(readFileSync(file)).toString('utf8').split('\n'));
  } catch (cause) {
    const message = 'The list of headwords cannot be read.';
    throw new CorruptArtefactError({ message, file, remedy: 'Restore the file from the repository.', cause });
  }
  return loaded;
}
