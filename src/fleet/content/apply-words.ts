import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../core/files.ts';
import { schoolWordsFolder } from '../../tools/index.ts';
import { wordsIn } from './content-pack.ts';

/** The words of a release as the school's own part of the word book; null takes them away. */
export async function applyWords(data: string, name: string, folder: string | null): Promise<void> {
  const words = join(data, schoolWordsFolder);
  const file = join(words, `${name}.jsonl`);
  if (folder === null) {
    await rm(file, { force: true });
    return;
  }
  const entries = await wordsIn(folder);
  await mkdir(words, { recursive: true, mode: 0o700 });
  await writeFileAtomically(file, `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
}
