import { basename } from 'node:path';
import { z } from 'zod';
import { hashFile } from '../core/fingerprint.ts';
import { defineStage } from '../core/stage.ts';
import { sourceVersion } from './item-source/read-source.ts';
import { runEvaluation } from './run-evaluation.ts';
import { readTaskDescription, taskFile } from './task.ts';
import { heldOutName } from './texts.ts';

const positive = z.int().positive();

const settingsSchema = z.strictObject({
  tasks: z
    .array(z.string())
    .default([])
    .describe('folders of multiple-choice tasks (benchmarks/word-meaning)'),
  texts: z
    .record(
      z
        .string()
        .regex(/^[\p{L}\p{N}._-]+$/u, 'Letters, digits, dot, hyphen and underscore only.')
        .refine((name) => name !== heldOutName, `"${heldOutName}" is the name of the corpus's documents.`),
      z.string(),
    )
    .default({})
    .describe('name → plain text file, one paragraph a line, measured in bits per character'),
  heldOutCharacters: positive
    .default(20_000)
    .describe('characters of held-out documents of the corpus measured per model'),
  textCharacters: positive.default(20_000).describe('characters of each text file measured per model'),
  documentCharacters: positive
    .default(2_000)
    .describe('characters of one document or paragraph, so that many are measured and not one long one'),
  taskItems: positive.optional().describe('only the first items of each task, for a quick look'),
  contextTokens: z
    .int()
    .min(32)
    .default(512)
    .describe('tokens that a model sees at once; longer documents are measured in windows'),
  threads: positive.optional().describe('threads of a model; by default one less than there are cores'),
  seed: z.int().nonnegative().default(1).describe('seed of the resampling behind the intervals'),
});

export type EvaluationSettings = z.output<typeof settingsSchema>;

/**
 * `evaluation`: models side by side on held-out text and benchmark tasks. The role of a model is its
 * label; all are compared with `before`, or with the first where no role has that name.
 */
export const evaluationStage = defineStage({
  name: 'evaluation',
  kind: 'report',
  formatVersion: 2,
  inputs: {
    corpus: { kinds: ['corpus'], optional: true },
    '*': { kinds: ['checkpoint', 'model'] },
  },
  settings: settingsSchema,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    tasks: settings.tasks.map(resolve),
    texts: Object.fromEntries(Object.entries(settings.texts).map(([name, path]) => [name, resolve(path)])),
  }),
  externals: hashInputs,
  // Which task and text it is, `externals` says by name and content.
  incidentalSettings: ['tasks', 'texts', 'threads'],
  build: (context) => runEvaluation(context),
});

async function hashInputs(
  settings: EvaluationSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const folder of settings.tasks) {
    const name = `task ${basename(folder)}`;
    const { items, fewShot } = await readTaskDescription(folder);
    hashes[`${name}, description`] = await hashFile(taskFile(folder), signal);
    hashes[`${name}, items`] = await sourceVersion(items, folder, signal);
    if (fewShot) hashes[`${name}, examples`] = await sourceVersion(fewShot.from, folder, signal);
  }
  for (const [name, path] of Object.entries(settings.texts)) {
    hashes[`text ${name}`] = await hashFile(path, signal);
  }
  return hashes;
}
