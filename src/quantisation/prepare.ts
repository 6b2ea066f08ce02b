import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exportGguf, validateModelFile } from '../checkpoint/index.ts';
import { hashFile } from '../core/artefact/fingerprint.ts';
import type { Artefact } from '../core/artefact/manifest.ts';
import type { StageContext } from '../core/artefact/stage.ts';
import { exists } from '../core/files.ts';
import { checkWeights } from './check-weights.ts';
import { writeImportance } from './importance-file.ts';
import { gatherImportance } from './inference/index.ts';
import { readMixedParagraphs } from './texts.ts';

type Context = Pick<StageContext<unknown>, 'draft' | 'progress' | 'signal' | 'executor'>;

/** Tokens of one piece of calibration text. */
const chunkTokens = 512;
const paragraphCharacters = 4000;

/** The checkpoint as an F32 file, its weights looked at; what a stopped run has finished is taken as it is. */
export async function exportSource(
  { draft, progress, signal }: Context,
  checkpoint: Artefact,
  options: { readonly name: string; readonly file?: string },
): Promise<string> {
  const source = draft.resumePath(options.file ?? 'source.gguf');
  if (await exists(source)) {
    await validateModelFile(source);
    return source;
  }
  const task = progress.task('Exporting the checkpoint');
  const unchecked = draft.resumePath('unchecked.gguf');
  await exportGguf(checkpoint.directory, unchecked, { type: 'f32', name: options.name, signal });
  await checkWeights(unchecked, signal);
  await rename(unchecked, source);
  task.finish(`${((await stat(source)).size / 1e6).toFixed(0)} MB in F32`);
  return source;
}

/**
 * The importances of a model on calibration texts, as a file that helps to resume; gathered once.
 * @returns `undefined` without texts.
 */
export async function prepareImportance(
  { draft, progress, signal, executor }: Context,
  source: string,
  options: { readonly name: string; readonly texts: readonly string[]; readonly tokens: number },
): Promise<string | undefined> {
  if (options.texts.length === 0) return undefined;
  const file = draft.resumePath(`importance-${options.name}.gguf`);
  if (await exists(file)) return file;
  const task = progress.task(`Gathering importances (${options.name})`, {
    total: Math.ceil(options.tokens / (chunkTokens - 1)),
    unit: 'pieces',
  });
  let done = 0;
  const importance = await gatherImportance(
    {
      model: source,
      texts: await readMixedParagraphs(options.texts, {
        purpose: 'calibrate',
        // Tokens hold three characters or more in any language that is trained on.
        totalCharacters: options.tokens * 6,
        paragraphCharacters,
      }),
      chunkTokens,
      mostTokens: options.tokens,
      threads: measuringThreads(executor.concurrency),
    },
    options.texts.map((path) => join(path).split(/[\\/]/).at(-1) ?? path),
    signal,
    (count) => {
      task.advance(count - done);
      done = count;
    },
  );
  await writeImportance(file, importance);
  task.finish(`${importance.tensors.size} matrices, ${importance.chunks} pieces of ${chunkTokens} tokens`);
  return file;
}

/** One core is left to others: waiting threads of ggml spin, and a crowded machine then crawls. */
export function measuringThreads(cores: number): number {
  return Math.max(1, cores - 1);
}

/** What outside files determine the work of a stage: name → hash. */
export async function hashTexts(
  texts: Readonly<Record<string, readonly string[]>>,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [name, files] of Object.entries(texts)) {
    for (const [index, file] of files.entries())
      hashes[`${name} ${index + 1}`] = await hashFile(file, signal);
  }
  return hashes;
}
