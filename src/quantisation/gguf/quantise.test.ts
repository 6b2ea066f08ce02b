import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openGguf } from '../../checkpoint/index.ts';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { sharedFolder } from '../../core/configuration.ts';
import { BadInputError, InterruptedError, MachineError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { quantiseModelFile } from './quantise.ts';

const model = join(sharedFolder(), 'models', 'soro-270m-first.gguf');
const withoutModel = !existsSync(model);
if (withoutModel) process.stderr.write(`Quantisation of a real model is not tested: no ${model}.\n`);

const canMount = !withoutModel && process.platform === 'linux' && process.getuid?.() === 0;
if (!canMount) process.stderr.write('The full disk is not tested: mounting a tmpfs needs root on Linux.\n');

const never = new AbortController().signal;
const requantise = { source: model, type: 'q4_0', threads: 2, allowRequantise: true } as const;
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('quantiseModelFile', () => {
  it.skipIf(withoutModel)('writes a sound file, the same each time, and nothing else', async () => {
    const first = join(folder, 'first.gguf');
    const second = join(folder, 'second.gguf');
    const result = await quantiseModelFile({ ...requantise, target: first, signal: never });
    await quantiseModelFile({ ...requantise, target: second, threads: 1, signal: never });
    expect(result.bitsPerWeight).toBeCloseTo(4.5, 1);
    expect(await hashFile(first)).toBe(await hashFile(second));
    expect((await readdir(folder)).sort()).toEqual(['first.gguf', 'second.gguf']);
  });

  it.skipIf(withoutModel)(
    'leaves the embedding to llama.cpp where its rows do not fit the type',
    async () => {
      const target = join(folder, 'model.gguf');
      const chosen = await quantiseModelFile({ ...requantise, type: 'q6_k', target, signal: never });
      expect(chosen.tokenEmbeddingType).toBeUndefined();
      const file = await openGguf(target);
      expect(file.tensors.get('token_embd.weight')?.type.name).toBe('Q8_0');
      await file.close();
      const tensorTypes = { tokenEmbedding: 'q6_k' } as const;
      const running = quantiseModelFile({ ...requantise, tensorTypes, target, signal: never });
      await expect(running).rejects.toThrow(/640 weights do not fit Q6_K/);
    },
  );

  it.skipIf(withoutModel)('refuses to quantise what is quantised already', async () => {
    const target = join(folder, 'model.gguf');
    const running = quantiseModelFile({ ...requantise, allowRequantise: false, target, signal: never });
    await expect(running).rejects.toThrow(BadInputError);
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(withoutModel)('leaves nothing when it is interrupted', async () => {
    const controller = new AbortController();
    const running = quantiseModelFile({
      ...requantise,
      target: join(folder, 'model.gguf'),
      signal: controller.signal,
      onTensor: (done) => done > 20 && controller.abort(),
    });
    await expect(running).rejects.toThrow(InterruptedError);
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(!canMount)('says that the disk is full and leaves nothing', async (context) => {
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=16m', 'none', folder], { stdio: 'ignore' });
    } catch {
      context.skip('This machine does not let root mount a tmpfs.');
    }
    try {
      const running = quantiseModelFile({ ...requantise, target: join(folder, 'model.gguf'), signal: never });
      const error = await running.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MachineError);
      expect(error).toHaveProperty('message', 'The disk is full.');
      expect(await readdir(folder)).toEqual([]);
    } finally {
      execFileSync('/bin/umount', [folder]);
    }
  });

  it('says that the source does not exist', async () => {
    const source = join(folder, 'none.gguf');
    const running = quantiseModelFile({
      ...requantise,
      source,
      target: join(folder, 'x.gguf'),
      signal: never,
    });
    await expect(running).rejects.toMatchObject({ name: 'BadInputError', file: source });
  });
});
