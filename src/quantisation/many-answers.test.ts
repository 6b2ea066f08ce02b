import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assembleEmbeddedModel, validateModelFile } from '../checkpoint/index.ts';
import { sharedFolder } from '../core/configuration.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { modelForManyAnswers } from './many-answers.ts';
import { quantiseModelFile } from './quantise.ts';

const signal = new AbortController().signal;
const eightBits = join(sharedFolder(), 'models', 'soro-270m-first.gguf');
const withoutModel = !existsSync(eightBits);
if (withoutModel) process.stderr.write(`Copies of a Q8_0 model are not tested: no ${eightBits}.\n`);
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('modelForManyAnswers', () => {
  it('copies a model of a type that is slow for many answers to Q8_0, once', async () => {
    const source = await assembleEmbeddedModel();
    const slow = join(folder, 'slow.gguf');
    await quantiseModelFile({
      source,
      target: slow,
      type: 'q4_1',
      threads: 2,
      allowRequantise: true,
      signal,
    });
    const options = { signal, cacheFolder: join(folder, 'cache') };
    const copy = await modelForManyAnswers(slow, options);
    const { tensorTypes } = await validateModelFile(copy);
    expect(Object.keys(tensorTypes).sort()).toEqual(['F32', 'Q8_0']);
    const { mtimeMs } = await stat(copy);
    expect(await modelForManyAnswers(slow, options)).toBe(copy);
    expect((await stat(copy)).mtimeMs).toBe(mtimeMs);
  });

  it.skipIf(withoutModel)('serves a model of another type as it is', async () => {
    expect(await modelForManyAnswers(eightBits, { signal, cacheFolder: join(folder, 'none') })).toBe(
      eightBits,
    );
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
