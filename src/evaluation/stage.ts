import { hashFile } from '../core/artefact/fingerprint.ts';
import { defineStage } from '../core/artefact/stage.ts';
import { runEvaluation } from './run-evaluation.ts';
import { type EvaluationSettings, settingsSchema } from './settings.ts';
import { hashTasks } from './tasks/hash-tasks.ts';

/**
 * `evaluation`: models side by side on held-out text and benchmark tasks. The role of a model is its
 * label; all are compared with `before`, or with the first where no role has that name.
 */
export const evaluationStage = defineStage({
  name: 'evaluation',
  kind: 'report',
  formatVersion: 5,
  inputs: {
    corpus: { kinds: ['corpus'], optional: true },
    '*': { kinds: ['checkpoint', 'model'] },
  },
  settings: settingsSchema,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    tasks: settings.tasks.map(resolve),
    texts: resolveAll(settings.texts, resolve),
    files: resolveAll(settings.files, resolve),
  }),
  externals: hashInputs,
  // Which task, text and file it is, `externals` says by name and content.
  incidentalSettings: ['tasks', 'texts', 'files', 'threads'],
  build: (context) => runEvaluation(context),
});

function resolveAll(
  paths: Readonly<Record<string, string>>,
  resolve: (path: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, resolve(path)]));
}

async function hashInputs(
  settings: EvaluationSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes = await hashTasks(settings.tasks, signal);
  for (const [name, path] of Object.entries(settings.texts)) {
    hashes[`text ${name}`] = await hashFile(path, signal);
  }
  for (const [name, path] of Object.entries(settings.files)) {
    hashes[`model ${name}`] = await hashFile(path, signal);
  }
  return hashes;
}
