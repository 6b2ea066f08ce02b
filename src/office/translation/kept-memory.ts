import { join } from 'node:path';
import { keptFile } from '../reading/kept-file.ts';
import { ownMemory, TranslationMemory } from './memory.ts';
import { readTmx } from './tmx.ts';

/** Where an installation keeps its own translations. */
export const memoryFile = (dataFolder: string) => join(dataFolder, 'office', 'memory.tmx');

const readMemory = keptFile(
  (bytes, file) => new TranslationMemory([...readTmx(bytes, file).phrases, ...ownMemory().phrases]),
);

/**
 * The memory of an installation: its own `office/memory.tmx` first, then ours. Read again when the file has changed.
 * @throws BadInputError when the file is no TMX.
 */
export function memoryOf(dataFolder: string | undefined): TranslationMemory {
  return (dataFolder === undefined ? undefined : readMemory(memoryFile(dataFolder))) ?? ownMemory();
}
