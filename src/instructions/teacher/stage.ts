import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { defineStage, type StageContext, type StageOutcome } from '../../core/artefact/stage.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { keysOf } from '../../core/known.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { Duplicates } from '../duplicates.ts';
import type { Example, Message } from '../example.ts';
import { noExample } from '../no-example.ts';
import { idOf } from '../render.ts';
import { InstructionsWriter } from '../write-artefact.ts';
import { askBatch, type BatchOptions, type BatchResult, batchResultSchema } from './batch.ts';
import { planBatch } from './prompts.ts';
import { type TeacherSettings, teacherSettingsSchema } from './settings.ts';

/** `instructions-from-teacher`: examples that a teacher model writes and a judge model scores. */
export const teacherStage = defineStage({
  name: 'instructions-from-teacher',
  kind: 'instructions',
  formatVersion: 1,
  inputs: {},
  settings: teacherSettingsSchema,
  incidentalSettings: [
    'concurrency',
    'timeoutSeconds',
    'retryDelayMs',
    'inputPrice',
    'outputPrice',
    'keyVariable',
  ],
  build,
});

async function build(context: StageContext<TeacherSettings>): Promise<StageOutcome> {
  const { settings, draft } = context;
  await mkdir(draft.resumePath('batches'), { recursive: true });
  const results = await runBatches(context);
  const writer = new InstructionsWriter(draft);
  const duplicates = new Duplicates();
  const usage = { requests: 0, retries: 0, promptTokens: 0, completionTokens: 0 };
  let made = 0;
  for (const result of results) {
    for (const name of keysOf(usage)) usage[name] += result.usage[name];
    for (const [reason, count] of Object.entries(result.leftOut)) {
      for (let time = 0; time < count; time += 1) writer.leaveOut(result.kind, reason);
    }
    for (const example of examplesOf(result, settings)) {
      const reason = duplicates.check({ example, repeats: 1, isComputed: false });
      if (reason !== undefined) writer.leaveOut(result.kind, reason);
      else if (made < settings.examples) {
        await writer.add(example);
        made += 1;
      }
    }
  }
  if (made === 0)
    throw noExample('Look at the reasons in the log; try another teacher or a lower minimumScore.');
  const cost = costOf(usage, settings);
  await writeFile(draft.path('costs.json'), `${JSON.stringify({ ...usage, cost }, null, 2)}\n`);
  if (made < settings.examples) {
    context.progress.warn(`${made} examples of ${settings.examples}: raise maximumRequests for more.`);
  }
  const outcome = await writer.finish();
  return { ...outcome, counts: { ...outcome.counts, ...usage, cost }, licences: [settings.licence] };
}

/** Asks batch after batch, several at once, until enough is accepted; finished ones are read, not asked again. */
async function runBatches(context: StageContext<TeacherSettings>): Promise<BatchResult[]> {
  const { settings, progress, signal } = context;
  const most = settings.maximumRequests ?? Math.ceil((settings.examples / settings.perRequest) * 3);
  const task = progress.task('Asking the teacher', { unit: 'examples', total: settings.examples });
  const results = new Map<number, BatchResult>();
  const spent = { promptTokens: 0, completionTokens: 0 };
  let accepted = 0;
  let next = 0;
  // One failure stops the others too, but what they have finished is kept.
  const failed = new AbortController();
  const together = AbortSignal.any([signal, failed.signal]);
  const options = batchOptions(settings);

  async function work(): Promise<void> {
    while (next < most && accepted < settings.examples && !together.aborted) {
      const number = next;
      next += 1;
      const result = await finishedBatch(number, context, options, together);
      results.set(number, result);
      accepted += result.accepted.length;
      spent.promptTokens += result.usage.promptTokens;
      spent.completionTokens += result.usage.completionTokens;
      task.advance(result.accepted.length);
      task.note({ tokens: spent.promptTokens + spent.completionTokens, cost: costOf(spent, settings) });
    }
  }

  const workers = Array.from({ length: settings.concurrency }, () =>
    work().catch((error: unknown) => {
      if (!failed.signal.aborted) failed.abort(error);
      throw error;
    }),
  );
  const ends = await Promise.allSettled(workers);
  if (failed.signal.aborted) throw failed.signal.reason;
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  task.finish(`${accepted} examples accepted`);
  return [...results.values()].sort((one, other) => one.number - other.number);
}

async function finishedBatch(
  number: number,
  { settings, draft }: StageContext<TeacherSettings>,
  options: BatchOptions,
  signal: AbortSignal,
): Promise<BatchResult> {
  const file = draft.resumePath('batches', `${String(number).padStart(6, '0')}.json`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    return parseWith(batchResultSchema, parseJson(text, { file, family: 'corrupt' }), {
      file,
      family: 'corrupt',
    });
  }
  const plan = planBatch(number, settings.perRequest, settings.seed);
  const result = await askBatch(plan, options, signal);
  await writeFileAtomically(file, JSON.stringify(result));
  return result;
}

function batchOptions(settings: TeacherSettings): BatchOptions {
  const { minimumCharacters, maximumCharacters, temperature, maximumTokens, minimumScore, seed } = settings;
  const shared = {
    key: process.env[settings.keyVariable],
    timeoutMs: settings.timeoutSeconds * 1000,
    retryDelayMs: settings.retryDelayMs,
  };
  return {
    teacher: { address: settings.teacher, model: settings.model, ...shared },
    judge: {
      address: settings.judge ?? settings.teacher,
      model: settings.judgeModel ?? settings.model,
      ...shared,
    },
    temperature,
    maximumTokens,
    minimumScore,
    limits: { minimumCharacters, maximumCharacters },
    seed,
  };
}

function* examplesOf(
  { number, kind, topic, accepted }: BatchResult,
  { model, licence }: TeacherSettings,
): Iterable<Example> {
  for (const { request, answer, score } of accepted) {
    const messages: Message[] = [
      { role: 'user', content: request },
      { role: 'assistant', content: answer },
    ];
    const provenance = `batch ${number}, score ${score}`;
    yield {
      id: idOf(messages),
      kind,
      group: topic,
      messages,
      source: `teacher ${model}`,
      licence,
      provenance,
    };
  }
}

function costOf(
  { promptTokens, completionTokens }: { promptTokens: number; completionTokens: number },
  { inputPrice, outputPrice }: TeacherSettings,
): number {
  return Number(((promptTokens * inputPrice + completionTokens * outputPrice) / 1e6).toFixed(6));
}
