import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import { writeFileAtomically } from '../core/files.ts';
import type { Task as ProgressTask } from '../core/progress.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { scoreText } from './bits-per-character.ts';
import { scoreItem } from './multiple-choice.ts';
import { type ItemResult, itemResultSchema, rounded } from './results.ts';
import type { Scorer } from './scorer.ts';
import type { NamedTexts } from './summarise.ts';
import type { Task } from './task.ts';

/** All that is to be measured under each model. */
export interface Measured {
  readonly texts: readonly NamedTexts[];
  readonly tasks: readonly Task[];
}

export interface MeasureOptions {
  /** The model's label. */
  readonly model: string;
  readonly measured: Measured;
  /** The completion file of one text or task: the unit that a stopped run keeps. */
  readonly resultFile: (name: string) => string;
  /** Called once, when there is something left to do. */
  readonly openScorer: () => Promise<Scorer>;
  readonly progress: ProgressTask;
  readonly signal: AbortSignal;
}

/** Results of every document and item under one model; what a stopped run finished is read back. */
export async function measureModel(options: MeasureOptions): Promise<ItemResult[]> {
  const { model, measured, signal } = options;
  const units = [
    ...measured.texts.map(({ name, documents }) => ({
      name: `text-${name}`,
      size: documents.length,
      run: (scorer: Scorer) => measureTexts(scorer, model, { name, documents }, options),
    })),
    ...measured.tasks.map((task) => ({
      name: `task-${task.description.id}`,
      size: task.items.length,
      run: (scorer: Scorer) => measureTask(scorer, model, task, options),
    })),
  ];
  const results: ItemResult[] = [];
  let scorer: Scorer | undefined;
  try {
    for (const { name, size, run } of units) {
      throwIfInterrupted(signal);
      const file = options.resultFile(name);
      let found = await readFinished(file);
      if (found) options.progress.advance(size);
      else {
        scorer ??= await options.openScorer();
        // What was evaluated before changes the last digits: a resumed run must give the same ones.
        await scorer.reset();
        found = await run(scorer);
        await writeFileAtomically(file, JSON.stringify(found));
      }
      results.push(...found);
    }
  } finally {
    await scorer?.close();
  }
  return results;
}

async function measureTexts(
  scorer: Scorer,
  model: string,
  { name, documents }: NamedTexts,
  { progress, signal }: MeasureOptions,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const document of documents) {
    const { bits, tokens } = await scoreText(scorer, document, signal);
    const { id, characters } = document;
    results.push({ kind: 'text', model, text: name, document: id, characters, tokens, bits: rounded(bits) });
    progress.advance();
  }
  return results;
}

async function measureTask(
  scorer: Scorer,
  model: string,
  task: Task,
  { progress, signal }: MeasureOptions,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const item of task.items) {
    const { id, logProbabilities, ...score } = await scoreItem(scorer, task, item, signal);
    results.push({
      kind: 'choice',
      model,
      task: task.description.id,
      item: id,
      ...score,
      logProbabilities: logProbabilities.map(rounded),
    });
    progress.advance();
  }
  return results;
}

async function readFinished(file: string): Promise<ItemResult[] | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const remedy = 'Delete the .draft folder and start again.';
  const source = { file, family: 'corrupt', remedy } as const;
  return parseWith(z.array(itemResultSchema), parseJson(text, source), source);
}
