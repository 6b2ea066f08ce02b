import { join } from 'node:path';
import { canonicalJson } from '../core/artefact/fingerprint.ts';
import type { StageContext, StageOutcome } from '../core/artefact/stage.ts';
import { cacheFolder } from '../core/configuration.ts';
import { BadInputError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/files.ts';
import type { Json } from '../core/json.ts';
import { findContamination } from './contamination/find-contamination.ts';
import { findDuplicates } from './contamination/find-duplicates.ts';
import { type NamedTexts, summarise } from './figures/summarise.ts';
import { summaryName } from './figures/summary.ts';
import { type FoundModel, findModels, type OpenScorers, realScorers } from './find-models.ts';
import { type JudgeSettings, judgeAnswers } from './judge-answers.ts';
import { type Measured, type MeasuredModel, measureModel } from './measure-model.ts';
import { heldOutName, heldOutRegisters, readHeldOut, readTextFile } from './models/texts.ts';
import { renderReport } from './report/report-html.ts';
import { ResultCache } from './result-cache.ts';
import type { ItemResult } from './results.ts';
import type { EvaluationSettings } from './settings.ts';
import { type ReadTasks, readTasks } from './tasks/read-tasks.ts';
import { sampleItems } from './tasks/sample-items.ts';
import type { Task, TextTask } from './tasks/task.ts';

type Context = StageContext<EvaluationSettings>;

export interface RunOptions {
  readonly scorers?: OpenScorers;
  /** Where results of single items are kept across runs. */
  readonly cacheDirectory?: string;
}

/** Measures every model on every text and task, and writes the report. */
export async function runEvaluation(context: Context, options: RunOptions = {}): Promise<StageOutcome> {
  const { settings, draft, progress, signal } = context;
  const models = await findModels(context, options.scorers ?? realScorers);
  const measured: Measured = { texts: await readTexts(context), ...(await chooseTasks(context)) };
  const { texts, tasks, textTasks } = measured;
  const allTasks = [...tasks, ...textTasks];
  const itemCount = allTasks.reduce((sum, { items }) => sum + items.length, 0);
  const documentCount = texts.reduce((sum, { documents }) => sum + documents.length, 0);
  if (texts.length + allTasks.length === 0) {
    throw new BadInputError({
      message: 'There is nothing to measure.',
      remedy: 'Give a corpus (held-out documents), texts or tasks.',
    });
  }
  const duplicates = findDuplicates(allTasks);
  const contamination = context.inputs.corpus
    ? await findContamination(allTasks, context.inputs.corpus, progress, signal)
    : undefined;
  warnOfSharedItems(context, duplicates.length, contamination);

  const results: ItemResult[] = [];
  const methods: MeasuredModel[] = [];
  for (const model of models) {
    const task = progress.task(`Measuring ${model.label}`, {
      total: documentCount + itemCount,
      unit: 'documents and items',
    });
    const cache = await ResultCache.open(cacheFile(context, model, options.cacheDirectory));
    const done = await measureModel({
      model: model.label,
      measured,
      cache,
      method: methodOf(settings, model),
      open: model.open,
      progress: task,
      signal,
    });
    task.finish();
    methods.push(done);
    results.push(...done.results);
  }
  const graded = settings.judge ? await judged(results, settings.judge, measured, context) : results;
  const summary = summarise({
    seed: settings.seed,
    contextTokens: settings.contextTokens,
    models: models.map(({ label, kind, name, fingerprint }, index) => ({
      label,
      kind,
      name,
      fingerprint,
      engine: methods[index]?.engine ?? '',
      scoring: methods[index]?.scoring ?? 'log-probability',
      chatTemplate: methods[index]?.chatTemplate ?? false,
    })),
    ...measured,
    results: graded,
    duplicates,
    contamination,
  });
  const lines = graded.map((result) => `${canonicalJson(result as Json)}\n`).join('');
  await writeFileAtomically(draft.path('items.jsonl'), lines);
  await writeFileAtomically(draft.path(summaryName), `${JSON.stringify(summary, null, 2)}\n`);
  await writeFileAtomically(
    draft.path('report.html'),
    renderReport(summary, { tasks, textTasks, results: graded }),
  );
  return {
    counts: {
      models: models.length,
      documents: documentCount,
      characters: summary.texts.reduce((sum, { characters }) => sum + characters, 0),
      items: itemCount,
    },
    licences: allTasks.map(({ description }) => description.licence),
  };
}

/** A judge's verdicts are kept while a run is under way, like an endpoint's answers. */
async function judged(
  results: readonly ItemResult[],
  judge: JudgeSettings,
  { textTasks }: Measured,
  { draft, progress, signal }: Context,
): Promise<ItemResult[]> {
  const cache = await ResultCache.open(draft.resumePath('results', 'judge.jsonl'));
  return judgeAnswers(results, { judge, textTasks, cache, progress, signal });
}

/** An endpoint's answers are kept while a run is under way: its model may be another one tomorrow. */
function cacheFile(
  { draft }: Context,
  { label, contentHash }: FoundModel,
  directory = join(cacheFolder(), 'evaluation'),
): string {
  if (contentHash === undefined) return draft.resumePath('results', `${encodeURIComponent(label)}.jsonl`);
  return join(directory, `${contentHash.slice(0, 24)}.jsonl`);
}

/** What changes a result beside model and item. */
function methodOf(settings: EvaluationSettings, { kind, label }: FoundModel): Json {
  const { contextTokens, scoring, chatTemplate, checkpointEngine, endpoints } = settings;
  return {
    version: 1,
    contextTokens,
    scoring,
    chatTemplate,
    engine: kind === 'checkpoint' ? checkpointEngine : 'own',
    ...(kind === 'endpoint' ? { answers: endpoints[label]?.answers } : {}),
  };
}

function warnOfSharedItems(
  { progress }: Context,
  duplicates: number,
  contamination: Awaited<ReturnType<typeof findContamination>> | undefined,
): void {
  if (duplicates > 0) {
    progress.warn(`Questions asked by more than one task: ${duplicates}; their scores are not independent.`);
  }
  for (const { task, items } of contamination?.tasks ?? []) {
    if (items.length > 0)
      progress.warn(`${items.length} items of ${task} are in the corpus (13 words in a row).`);
  }
}

async function readTexts({ settings, inputs, signal }: Context): Promise<NamedTexts[]> {
  const { documentCharacters, heldOutCharacters, heldOutByRegister, textCharacters } = settings;
  const texts: NamedTexts[] = [];
  if (inputs.corpus) {
    const limits = { totalCharacters: heldOutCharacters, documentCharacters };
    const registers = heldOutByRegister ? await heldOutRegisters(inputs.corpus, signal) : [];
    for (const register of registers) {
      const documents = await readHeldOut(inputs.corpus, { ...limits, register }, signal);
      texts.push({ name: `${heldOutName} ${register}`, documents });
    }
    if (registers.length === 0) {
      texts.push({ name: heldOutName, documents: await readHeldOut(inputs.corpus, limits, signal) });
    }
  }
  for (const [name, path] of Object.entries(settings.texts).sort()) {
    const limits = { totalCharacters: textCharacters, documentCharacters };
    texts.push({ name, documents: await readTextFile(path, limits, signal) });
  }
  return texts;
}

async function chooseTasks({ settings, signal }: Context): Promise<ReadTasks> {
  const { tasks: folders, taskItems, sampleItems: sample, seed } = settings;
  const { tasks, textTasks } = await readTasks(folders, signal);
  const some = <Item extends { readonly id: string }>(items: readonly Item[]) => {
    const first = items.slice(0, taskItems);
    return sample === undefined ? first : sampleItems(first, sample, seed);
  };
  const byId = (left: Task | TextTask, right: Task | TextTask) =>
    left.description.id < right.description.id ? -1 : 1;
  return {
    tasks: tasks.map((task) => ({ ...task, items: some(task.items) })).sort(byId),
    textTasks: textTasks.map((task) => ({ ...task, items: some(task.items) })).sort(byId),
  };
}
