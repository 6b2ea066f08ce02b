import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import type { DocumentReader, ReadOptions, ReadOutcome } from '../reader.ts';
import { collect } from './collect.ts';

/** What a reader makes of a file with this content. */
export async function readBytes(
  reader: DocumentReader,
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<ReadOutcome[]> {
  const file = join(await temporaryFolder(), `file${reader.extensions[0]}`);
  await writeFile(file, content);
  return collect(reader.read(file, new AbortController().signal, options));
}
