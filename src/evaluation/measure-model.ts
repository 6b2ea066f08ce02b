import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { at } from '../core/known.ts';
import type { ProgressTask } from '../core/progress.ts';
import type { NamedTexts } from './figures/summarise.ts';
import { type Examinee, scorings } from './models/examinee.ts';
import { type ResultCache, resultKey } from './result-cache.ts';
import { type ItemResult, itemResultSchema, rounded } from './results.ts';
import type { Task, TextTask } from './tasks/task.ts';

/** All that is to be measured under each model. */
export interface Measured {
  readonly texts: readonly NamedTexts[];
  readonly tasks: readonly Task[];
  readonly textTasks: readonly TextTask[];
}

export interface MeasureOptions {
  /** The model's label. */
  readonly model: string;
  readonly measured: Measured;
  /** Results that stand already, and what determines a result beside the item. */
  readonly cache: ResultCache;
  readonly method: Json;
  /** Called once, when there is something left to do. */
  readonly open: () => Promise<Examinee>;
  readonly progress: ProgressTask;
  readonly signal: AbortSignal;
}

/** What a model did: results, how it was asked, and how many of the results stood already. */
export interface MeasuredModel {
  readonly results: ItemResult[];
  readonly engine: string;
  readonly scoring: Examinee['scoring'];
  readonly chatTemplate: boolean;
}

/** Items that are measured at once, and kept at once. */
const chunkItems = 48;

/** One thing to be measured. */
interface Unit {
  /** All that determines its result, beside model and method. */
  readonly content: unknown;
  readonly result: (value: object) => ItemResult;
}

/** Things that are measured in one way. */
interface Measurement {
  readonly units: readonly Unit[];
  /** Measures those with these indexes; undefined where this model cannot. */
  readonly work: (examinee: Examinee, indexes: readonly number[]) => Promise<readonly object[]> | undefined;
}

const factsSchema = z.strictObject({
  engine: z.string(),
  scoring: z.enum(scorings),
  chatTemplate: z.boolean(),
});

/**
 * Results of every document and item under one model. What the cache holds is not measured again; a run that
 * was stopped continues with the chunk that it was at, and gives the same figures.
 */
export async function measureModel(options: MeasureOptions): Promise<MeasuredModel> {
  const { cache, method, progress, signal } = options;
  const factsKey = resultKey({ method, facts: true });
  const results: ItemResult[] = [];
  let examinee: Examinee | undefined;
  const open = async () => {
    const opened = await options.open();
    const { engine, scoring, chatTemplate } = opened;
    await cache.add([[factsKey, { engine, scoring, chatTemplate }]]);
    return opened;
  };
  try {
    for (const { units, work } of allSeries(options)) {
      for (let start = 0; start < units.length; start += chunkItems) {
        throwIfInterrupted(signal);
        const chunk = units.slice(start, start + chunkItems);
        const keys = chunk.map(({ content }) => resultKey({ method, content }));
        const values = keys.map((key) => cache.get(key));
        const missing = values.flatMap((value, index) => (value === undefined ? [index] : []));
        if (missing.length > 0) {
          examinee ??= await open();
          const found = await work(
            examinee,
            missing.map((index) => start + index),
          );
          if (!found) break;
          for (const [place, index] of missing.entries()) values[index] = plainJson(found[place]);
          await cache.add(
            missing.flatMap((index) =>
              mayBeKept(values[index]) ? [[at(keys, index), values[index] ?? null]] : [],
            ),
          );
        }
        for (const [index, unit] of chunk.entries()) results.push(unit.result(Object(values[index])));
        progress.advance(chunk.length);
      }
    }
  } finally {
    await examinee?.close();
  }
  return { results, ...factsSchema.parse(cache.get(factsKey)) };
}

/** What failed for reasons outside the model is asked again by the next run. */
function mayBeKept(value: Json | undefined): boolean {
  const failure: unknown = Object(value).failure;
  return failure === undefined || failure === 'no-choice-named';
}

function plainJson(value: object | undefined): Json {
  return JSON.parse(JSON.stringify(value));
}

function allSeries({ model, measured: { texts, tasks, textTasks } }: MeasureOptions): Measurement[] {
  return [
    ...texts.map(
      ({ name, documents }): Measurement => ({
        units: documents.map(({ id, text, characters }) => ({
          content: { text },
          result: (value) =>
            itemResultSchema.parse({ kind: 'text', model, text: name, document: id, characters, ...value }),
        })),
        work: (examinee, indexes) =>
          examinee
            .measureTexts(pick(documents, indexes))
            ?.then((scores) => scores.map(({ bits, tokens }) => ({ bits: rounded(bits), tokens }))),
      }),
    ),
    ...tasks.map(
      (task): Measurement => ({
        units: itemUnits(model, task, 'choice'),
        work: (examinee, indexes) => examinee.answerChoices(task, pick(task.items, indexes)),
      }),
    ),
    ...textTasks.map(
      (task): Measurement => ({
        units: itemUnits(model, task, 'answer'),
        work: (examinee, indexes) => examinee.answerTexts(task, pick(task.items, indexes)),
      }),
    ),
  ];
}

function pick<Item>(items: readonly Item[], indexes: readonly number[]): Item[] {
  return indexes.flatMap((index) => at(items, index));
}

function itemUnits(model: string, task: Task | TextTask, kind: 'choice' | 'answer'): Unit[] {
  const { id, prompt, turn, answer, letters, optionMark, metric, language, generate } = task.description;
  const { examples } = task;
  // The metric grades an answer in free text; it does not change what is asked of choices.
  const graded = kind === 'answer' ? { metric, generate, turn } : {};
  return task.items.map((item) => ({
    content: { prompt, answer, letters, optionMark, language, ...graded, item, examples },
    result: (value) => itemResultSchema.parse({ kind, model, task: id, item: item.id, ...value }),
  }));
}
