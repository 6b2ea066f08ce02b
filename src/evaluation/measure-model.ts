import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import type { Json } from '../core/fingerprint.ts';
import type { Task as ProgressTask } from '../core/progress.ts';
import type { Examinee } from './examinee.ts';
import { type ResultCache, resultKey } from './result-cache.ts';
import { type ItemResult, itemResultSchema, rounded } from './results.ts';
import type { NamedTexts } from './summarise.ts';
import type { Task, TextTask } from './task.ts';

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

/** One thing to be measured, with how. */
interface Unit {
  /** All that determines its result, beside model and method. */
  readonly content: unknown;
  readonly result: (value: object) => ItemResult;
}

type Work = (examinee: Examinee, units: readonly number[]) => Promise<readonly object[]> | undefined;

const methodSchema = z.strictObject({
  engine: z.string(),
  scoring: z.enum(['log-probability', 'constrained', 'free']),
  chatTemplate: z.boolean(),
});

/**
 * Results of every document and item under one model. What the cache holds is not measured again; a run that
 * was stopped goes on with the chunk that it was at, and gives the same figures.
 */
export async function measureModel(options: MeasureOptions): Promise<MeasuredModel> {
  const { cache, method, measured, model, progress, signal } = options;
  const results: ItemResult[] = [];
  let examinee: Examinee | undefined;
  const facts = resultKey({ method, facts: true });
  const failed = new Map<string, Json>();
  const group = async (units: readonly Unit[], work: Work) => {
    for (let start = 0; start < units.length; start += chunkItems) {
      throwIfInterrupted(signal);
      const chunk = units.slice(start, start + chunkItems);
      const keys = chunk.map(({ content }) => resultKey({ method, content }));
      const missing = chunk.flatMap((_, index) => (cache.get(keys[index] ?? '') === undefined ? [index] : []));
      if (missing.length > 0) {
        if (!examinee) {
          examinee = await options.open();
          const { engine, scoring, chatTemplate } = examinee;
          await cache.add([[facts, { engine, scoring, chatTemplate }]]);
        }
        const found = await work(
          examinee,
          missing.map((index) => start + index),
        );
        if (!found) break;
        await cache.add(
          missing.flatMap((index, place) => {
            const value = JSON.parse(JSON.stringify(found[place])) as Json & object;
            // What failed is asked again by the next run.
            return 'failure' in value && value.failure !== 'no-choice-named'
              ? ((failed.set(keys[index] ?? '', value), []) as [])
              : [[keys[index] ?? '', value] as const];
          }),
        );
      }
      for (const [index, unit] of chunk.entries()) {
        const key = keys[index] ?? '';
        const value = failed.get(key) ?? cache.get(key);
        if (value !== undefined && value !== null) results.push(unit.result(value as object));
      }
      progress.advance(chunk.length);
    }
  };
  try {
    for (const { name, documents } of measured.texts) {
      await group(
        documents.map(({ id, text, characters }) => ({
          content: { text },
          result: (value) =>
            itemResultSchema.parse({ kind: 'text', model, text: name, document: id, characters, ...value }),
        })),
        (opened, indexes) =>
          opened
            .measureTexts(indexes.flatMap((index) => documents[index] ?? []))
            ?.then((scores) => scores.map(({ bits, tokens }) => ({ bits: rounded(bits), tokens }))),
      );
    }
    for (const task of measured.tasks) {
      await group(itemUnits(model, task, 'choice'), (opened, indexes) =>
        opened.answerChoices(
          task,
          indexes.flatMap((index) => task.items[index] ?? []),
        ),
      );
    }
    for (const task of measured.textTasks) {
      await group(itemUnits(model, task, 'answer'), (opened, indexes) =>
        opened.answerTexts(
          task,
          indexes.flatMap((index) => task.items[index] ?? []),
        ),
      );
    }
  } finally {
    await examinee?.close();
  }
  return { results, ...methodSchema.parse(cache.get(facts)) };
}

function itemUnits(model: string, task: Task | TextTask, kind: 'choice' | 'answer'): Unit[] {
  const { id, prompt, answer, letters, metric, language, generate } = task.description;
  const examples = 'examples' in task ? task.examples : [];
  // The metric grades an answer in free text; it does not change what is asked of choices.
  const graded = kind === 'answer' ? { metric, generate } : {};
  return task.items.map((item) => ({
    content: { prompt, answer, letters, language, ...graded, item, examples },
    result: (value) => itemResultSchema.parse({ kind, model, task: id, item: item.id, ...value }),
  }));
}
