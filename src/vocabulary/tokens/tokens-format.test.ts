import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { readTokenIndex, readTokenShard } from './read-tokens.ts';
import { writeTokenIndex, writeTokenShard } from './write-tokens.ts';

const facts = { vocabularySize: 10, masked: true };
const documents = [
  { id: 'one', tokens: [2, 5, 6, 1], labels: [0, 0, 1, 1] },
  { id: 'two', tokens: Uint32Array.of(2, 9, 1), labels: Uint8Array.of(0, 1, 1) },
];

async function written(): Promise<string> {
  const folder = await temporaryFolder();
  const first = await writeTokenShard(folder, 0, documents, facts);
  const second = await writeTokenShard(folder, 1, documents.slice(1), facts);
  await writeTokenIndex(folder, [first, second], facts);
  return folder;
}

describe('the tokens artefact', () => {
  it('gives back what was written', async () => {
    const folder = await written();
    const index = await readTokenIndex(folder);
    expect(index).toMatchObject({ tokens: 10, documents: 3, masked: true, vocabularySize: 10 });
    const shard = await readTokenShard(folder, index, 0);
    expect([...shard.tokens]).toEqual([2, 5, 6, 1, 2, 9, 1]);
    expect([...shard.starts]).toEqual([0, 4]);
    expect([...(shard.labels ?? [])]).toEqual([0, 0, 1, 1, 0, 1, 1]);
    expect(shard.documentIds).toEqual(['one', 'two']);
  });

  it.each(['tokens-00000.bin', 'documents-00000.bin', 'labels-00000.bin', 'ids-00000.json'])(
    'names %s when it is cut short',
    async (name) => {
      const folder = await written();
      await truncate(join(folder, name), 3);
      const reading = readTokenShard(folder, await readTokenIndex(folder), 0);
      await expect(reading).rejects.toThrow(CorruptArtefactError);
      await expect(reading).rejects.toMatchObject({ file: join(folder, name) });
    },
  );

  it('refuses starts that do not ascend', async () => {
    const folder = await written();
    await writeFile(join(folder, 'documents-00000.bin'), new Uint8Array(Uint32Array.of(4, 0).buffer));
    await expect(readTokenShard(folder, await readTokenIndex(folder), 0)).rejects.toThrow('starts at 4');
  });

  it('refuses an index whose sums do not fit', async () => {
    const folder = await written();
    const index = { ...(await readTokenIndex(folder)), tokens: 11 };
    await writeFile(join(folder, 'index.json'), JSON.stringify(index));
    await expect(readTokenIndex(folder)).rejects.toThrow('It counts 11 tokens; its shards hold 10.');
  });

  it('refuses to write tokens beyond the vocabulary, missing labels and empty documents', async () => {
    const folder = await temporaryFolder();
    for (const wrong of [
      { id: 'x', tokens: [2, 10], labels: [1, 1] },
      { id: 'x', tokens: [2, 3] },
      { id: 'x', tokens: [2, 3], labels: [1] },
      { id: 'x', tokens: [2, 3], labels: [1, 2] },
      { id: 'x', tokens: [], labels: [] },
    ]) {
      await expect(writeTokenShard(folder, 0, [wrong], facts)).rejects.toThrow(BadInputError);
    }
  });
});
