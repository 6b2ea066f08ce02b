import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../core/errors.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { readImportance, writeImportance } from './importance-file.ts';

const importance = (sums: readonly number[], tokens: number) => ({
  tensors: new Map([['blk.0.ffn_up.weight', { sums: Float32Array.from(sums), tokens }]]),
  datasets: ['lessons.txt'],
  chunkTokens: 512,
  chunks: 1,
});

describe('a file of importances', () => {
  it('gives back the mean square of each column', async () => {
    const file = join(await temporaryFolder(), 'importance.gguf');
    await writeImportance(file, importance([2, 6, 0], 4));
    const means = await readImportance(file);
    expect([...means.keys()]).toEqual(['blk.0.ffn_up.weight']);
    expect([...(means.get('blk.0.ffn_up.weight') ?? [])]).toEqual([0.5, 1.5, 0]);
  });

  it('names the tensor whose importance is no number', async () => {
    const file = join(await temporaryFolder(), 'importance.gguf');
    await writeImportance(file, importance([2, Number.POSITIVE_INFINITY], 4));
    const error = await readImportance(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error).toHaveProperty('place', 'blk.0.ffn_up.weight');
  });
});
