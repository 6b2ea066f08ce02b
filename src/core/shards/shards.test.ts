import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDraft } from '../artefact/draft.ts';
import { BadInputError } from '../errors.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createLocalExecutor } from './local-executor.ts';
import { runShards } from './shards.ts';

const module = new URL('../testing/counting-shard.ts', import.meta.url).href;
const output = z.strictObject({ doubled: z.number() });

async function runNumbers(folder: string, numbers: number[], failAt?: number) {
  const executor = createLocalExecutor(2);
  const draft = await openDraft(join(folder, 'out'), 'f');
  const log = join(folder, 'log.txt');
  const shards = numbers.map((number) => ({
    id: String(number),
    input: { number, log, fail: number === failAt },
  }));
  try {
    return await runShards({
      draft,
      executor,
      pass: 'numbers',
      module,
      shards,
      output,
      signal: new AbortController().signal,
    });
  } finally {
    await draft.close();
    await executor.close();
  }
}

describe('runShards', () => {
  it('returns outputs in the order of the shards', async () => {
    const folder = await temporaryFolder();
    expect(await runNumbers(folder, [1, 2, 3, 4])).toEqual([2, 4, 6, 8].map((doubled) => ({ doubled })));
  });

  it('passes on the error of a shard with its family', async () => {
    const folder = await temporaryFolder();
    await expect(runNumbers(folder, [1, 2, 3], 2)).rejects.toThrow(BadInputError);
  });

  it('does only the rest after it was stopped', async () => {
    const folder = await temporaryFolder();
    await expect(runNumbers(folder, [1, 2, 3, 4], 4)).rejects.toThrow(BadInputError);
    await runNumbers(folder, [1, 2, 3, 4]);
    const runs = (await readFile(join(folder, 'log.txt'), 'utf8')).trim().split('\n');
    expect(runs.filter((run) => run === '1')).toHaveLength(1);
    expect(runs.filter((run) => run === '4')).toHaveLength(2);
  });
});
