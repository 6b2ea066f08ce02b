import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { embeddingRowsName, formatEmbeddingRows, readEmbeddingRows } from './embedding-rows.ts';

const rows = { sourceVocabularySize: 10, kept: [0, 1, 7], added: [{ text: 'нон', parts: [3, 7] }] };

async function read(content: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, embeddingRowsName), content);
  return readEmbeddingRows(folder);
}

describe('readEmbeddingRows', () => {
  it('reads what was written', async () => {
    expect(await read(formatEmbeddingRows(rows))).toEqual(rows);
  });

  it('refuses ids that are not ascending or beyond the old vocabulary', async () => {
    const wrong = [
      { ...rows, kept: [0, 7, 1] },
      { ...rows, kept: [0, 10] },
      { ...rows, added: [{ text: 'нон', parts: [10] }] },
      { ...rows, added: [{ text: 'нон', parts: [] }] },
      { ...rows, extra: 1 },
    ];
    for (const content of wrong) {
      await expect(read(JSON.stringify(content))).rejects.toThrow(CorruptArtefactError);
    }
  });

  it('says what to do when the file is absent', async () => {
    await expect(readEmbeddingRows(await temporaryFolder())).rejects.toThrow(BadInputError);
  });
});
