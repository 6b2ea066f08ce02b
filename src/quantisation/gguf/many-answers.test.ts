import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assembleEmbeddedModel, validateModelFile } from '../../checkpoint/index.ts';
import { sharedFolder } from '../../core/configuration.ts';
import { silentProgress } from '../../core/progress.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
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

async function slowModel(): Promise<string> {
  const source = await assembleEmbeddedModel();
  const target = join(folder, 'slow.gguf');
  await quantiseModelFile({ source, target, type: 'q4_1', threads: 2, allowRequantise: true, signal });
  return target;
}

describe('modelForManyAnswers', () => {
  it('copies a model of a type that is slow for many answers to Q8_0, once', async () => {
    const slow = await slowModel();
    const options = { signal, cacheFolder: join(folder, 'cache') };
    const copy = await modelForManyAnswers(slow, options);
    const { tensorTypes } = await validateModelFile(copy);
    expect(Object.keys(tensorTypes).sort()).toEqual(['F32', 'Q8_0']);
    const { mtimeMs } = await stat(copy);
    expect(await modelForManyAnswers(slow, options)).toBe(copy);
    expect((await stat(copy)).mtimeMs).toBe(mtimeMs);
  });

  it.skipIf(process.platform !== 'linux')(
    'serves the model as it is, and says so, where the cache cannot be written',
    async () => {
      const slow = await slowModel();
      const warnings: string[] = [];
      const progress = { ...silentProgress, warn: (message: string) => void warnings.push(message) };
      // Nobody can make a folder there, not even root.
      const cacheFolder = '/sys/soro';
      expect(await modelForManyAnswers(slow, { signal, cacheFolder, progress })).toBe(slow);
      expect(warnings.join()).toMatch(/served as it is[\s\S]*\/sys\/soro/);
    },
  );

  it.skipIf(withoutModel)('serves a model of another type as it is', async () => {
    expect(await modelForManyAnswers(eightBits, { signal, cacheFolder: join(folder, 'none') })).toBe(
      eightBits,
    );
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
