import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ownMemory, TranslationMemory } from './memory.ts';
import { readTmx } from './tmx.ts';

/** Where an installation keeps its own translations. */
export const memoryFile = (dataFolder: string) => join(dataFolder, 'office', 'memory.tmx');

let kept: { readonly stamp: string; readonly memory: TranslationMemory } | undefined;

/**
 * The memory of an installation: its own `office/memory.tmx` first, then ours. Read again when the file has changed.
 * @throws BadInputError when the file is no TMX.
 */
export async function memoryOf(dataFolder: string | undefined): Promise<TranslationMemory> {
  if (dataFolder === undefined) return ownMemory();
  const file = memoryFile(dataFolder);
  const found = await stat(file).catch(() => undefined);
  if (!found) return ownMemory();
  const stamp = `${file} ${found.mtimeMs} ${found.size}`;
  if (kept?.stamp !== stamp) {
    const { phrases } = readTmx(await readFile(file), file);
    kept = { stamp, memory: new TranslationMemory([...phrases, ...ownMemory().phrases]) };
  }
  return kept.memory;
}
