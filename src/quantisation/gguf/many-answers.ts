import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { validateModelFile } from '../../checkpoint/index.ts';
import { isStillWhole, rememberChecksum } from '../../core/artefact/checked-file.ts';
import { cacheFolder } from '../../core/configuration.ts';
import { formatError, fromSystemError, MachineError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import { quantiseModelFile } from './quantise.ts';

/**
 * Types that llama.cpp's CPU code multiplies row by row: eight answers at once take eight times as long as one. Q8_0 of
 * the same weights is three times as fast there (docs/results/quantisation.md) and rounds them by less than a thousandth.
 */
const rowByRow = ['Q4_1', 'Q5_1'];

/** A larger model's copy would crowd a mini-PC's memory. */
const mostParameters = 500_000_000;

export interface ManyAnswersOptions {
  readonly signal: AbortSignal;
  readonly cacheFolder?: string | undefined;
  readonly progress?: Progress | undefined;
}

/**
 * The file to serve many answers at once from: the model itself, or a copy of it at Q8_0 in the cache where its own
 * type is slow for that. Made once; a changed file is copied again, and so is a copy whose checksum differs. Where the cache cannot be written (a full disk, a
 * read-only installation) the model is served as it is, and a warning says so.
 * @throws what {@link quantiseModelFile} throws about the model or when it is interrupted.
 */
export async function modelForManyAnswers(modelFile: string, options: ManyAnswersOptions): Promise<string> {
  const { size, mtimeMs } = await stat(modelFile);
  const key = createHash('sha256').update(`${modelFile}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 12);
  const folder = join(options.cacheFolder ?? cacheFolder(), 'models', key);
  const target = join(folder, `${basename(modelFile, '.gguf')}-q8_0.gguf`);
  if (await isStillWhole(target, undefined, options.signal)) return target;
  const { tensorTypes, parameters } = await validateModelFile(modelFile);
  if (parameters > mostParameters || !rowByRow.some((type) => type in tensorTypes)) return modelFile;
  const task = options.progress?.task('Preparing the model for many answers at once', { unit: 'tensors' });
  try {
    await mkdir(folder, { recursive: true });
    await quantiseModelFile({
      source: modelFile,
      target,
      type: 'q8_0',
      threads: availableParallelism(),
      allowRequantise: true,
      signal: options.signal,
      onTensor: () => task?.advance(),
    });
    await rememberChecksum(target, undefined, options.signal);
  } catch (thrown) {
    const error = fromSystemError(thrown, folder);
    if (!(error instanceof MachineError)) throw error;
    task?.finish();
    options.progress?.warn(`The model is served as it is, slower for many at once. ${formatError(error)}`);
    return modelFile;
  }
  task?.finish(`${target}, used from now on`);
  return target;
}
