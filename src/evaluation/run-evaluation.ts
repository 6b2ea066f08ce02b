import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { exportGguf } from '../checkpoint/index.ts';
import { BadInputError, CorruptArtefactError } from '../core/errors.ts';
import { exists, writeFileAtomically } from '../core/files.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { Artefact } from '../core/manifest.ts';
import type { StageContext, StageOutcome } from '../core/stage.ts';
import { type LlamaScorerOptions, openLlamaScorer } from './llama-scorer.ts';
import { type Measured, measureModel } from './measure-model.ts';
import { renderReport } from './report-html.ts';
import type { ItemResult } from './results.ts';
import type { Scorer } from './scorer.ts';
import type { EvaluationSettings } from './stage.ts';
import { type NamedTexts, summarise } from './summarise.ts';
import { summaryName } from './summary.ts';
import { readTask, type Task } from './task.ts';
import { heldOutName, readHeldOut, readTextFile } from './texts.ts';

type Context = StageContext<EvaluationSettings>;
type OpenScorer = (options: LlamaScorerOptions) => Promise<Scorer>;

/** Measures every model on every text and task, and writes the report. */
export async function runEvaluation(
  context: Context,
  openScorer: OpenScorer = openLlamaScorer,
): Promise<StageOutcome> {
  const { settings, draft, progress } = context;
  const models = findModels(context.inputs);
  const measured: Measured = { texts: await readTexts(context), tasks: await readTasks(context) };
  if (measured.texts.length + measured.tasks.length === 0) {
    throw new BadInputError({
      message: 'There is nothing to measure.',
      remedy: 'Give a corpus (held-out documents), texts or tasks.',
    });
  }
  const results: ItemResult[] = [];
  for (const [label, artefact] of models) {
    const total =
      measured.texts.reduce((sum, { documents }) => sum + documents.length, 0) +
      measured.tasks.reduce((sum, { items }) => sum + items.length, 0);
    const task = progress.task(`Measuring ${label}`, { total, unit: 'documents and items' });
    results.push(...(await measureOne(context, label, artefact, measured, openScorer, task)));
    task.finish();
  }
  const summary = summarise({
    seed: settings.seed,
    contextTokens: settings.contextTokens,
    models: models.map(([label, { manifest }]) => ({
      label,
      kind: manifest.kind,
      name: manifest.name,
      fingerprint: manifest.fingerprint,
    })),
    ...measured,
    results,
  });
  const choices = results.filter((result) => result.kind === 'choice');
  const lines = results.map((result) => `${canonicalJson(result)}\n`).join('');
  await writeFileAtomically(draft.path('items.jsonl'), lines);
  await writeFileAtomically(draft.path(summaryName), `${JSON.stringify(summary, null, 2)}\n`);
  const page = renderReport(summary, { tasks: measured.tasks, results: choices });
  await writeFileAtomically(draft.path('report.html'), page);
  return {
    counts: {
      models: models.length,
      documents: measured.texts.reduce((sum, { documents }) => sum + documents.length, 0),
      characters: summary.texts.reduce((sum, { characters }) => sum + characters, 0),
      items: measured.tasks.reduce((sum, { items }) => sum + items.length, 0),
    },
    licences: measured.tasks.map(({ description }) => description.licence),
  };
}

/** Models by label, the one to compare with first. */
function findModels(inputs: Context['inputs']): [string, Artefact][] {
  const models = Object.entries(inputs).filter(([role]) => role !== 'corpus');
  if (models.length === 0) {
    throw new BadInputError({
      message: 'The stage evaluation needs at least one model.',
      remedy: 'Give it a checkpoint or model artefact under a label: before, after.',
    });
  }
  return models.sort(([left], [right]) => Number(right === 'before') - Number(left === 'before'));
}

async function readTexts({ settings, inputs, signal }: Context): Promise<NamedTexts[]> {
  const { documentCharacters, heldOutCharacters, textCharacters } = settings;
  const texts: NamedTexts[] = [];
  if (inputs.corpus) {
    const limits = { totalCharacters: heldOutCharacters, documentCharacters };
    texts.push({ name: heldOutName, documents: await readHeldOut(inputs.corpus, limits, signal) });
  }
  for (const [name, path] of Object.entries(settings.texts).sort()) {
    const limits = { totalCharacters: textCharacters, documentCharacters };
    texts.push({ name, documents: await readTextFile(path, limits, signal) });
  }
  return texts;
}

async function readTasks({ settings, signal }: Context): Promise<Task[]> {
  const { tasks: folders, taskItems } = settings;
  const tasks: Task[] = [];
  for (const folder of folders) {
    const task = await readTask(folder, signal);
    const { id } = task.description;
    if (tasks.some(({ description }) => description.id === id)) {
      throw new BadInputError({
        message: `The task "${id}" is named twice.`,
        file: folder,
        place: 'tasks',
        remedy: 'Name each task once.',
      });
    }
    tasks.push({ ...task, items: task.items.slice(0, taskItems) });
  }
  return tasks.sort((left, right) => (left.description.id < right.description.id ? -1 : 1));
}

async function measureOne(
  context: Context,
  label: string,
  artefact: Artefact,
  measured: Measured,
  openScorer: OpenScorer,
  progress: ReturnType<Context['progress']['task']>,
): Promise<ItemResult[]> {
  const { settings, draft, signal } = context;
  const name = encodeURIComponent(label);
  const exported = draft.resumePath('models', `${name}.gguf`);
  const results = await measureModel({
    model: label,
    measured,
    resultFile: (unit) => draft.resumePath('results', `${name}.${unit}.json`),
    openScorer: async () =>
      openScorer({
        file: await modelFile(artefact, exported, signal),
        contextTokens: settings.contextTokens,
        // llama.cpp's threads spin while they wait: one core stays free, or all of them crawl.
        threads: settings.threads ?? Math.max(1, availableParallelism() - 1),
        signal,
      }),
    progress,
    signal,
  });
  await rm(exported, { force: true });
  return results;
}

/** The GGUF of an artefact; a checkpoint is exported first, in BF16. */
async function modelFile(artefact: Artefact, exported: string, signal: AbortSignal): Promise<string> {
  if (artefact.manifest.kind === 'checkpoint') {
    if (!(await exists(exported))) await exportGguf(artefact.directory, exported, { type: 'bf16', signal });
    return exported;
  }
  const file = join(artefact.directory, 'model.gguf');
  if (await exists(file)) return file;
  throw new CorruptArtefactError({
    message: 'The model artefact holds no model.gguf.',
    file,
    remedy: 'Build the model again.',
  });
}
