import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, wholeAnswer } from '../../chat/index.ts';
import { answerChoiceTasks, readChoiceTasks } from '../../evaluation/index.ts';
import { examine, servingThreads } from '../../models/index.ts';
import { judgeModel, type ModelResults, type Verdict } from './judge-model.ts';
import { type Exam, writeTasks } from './sealed-exam.ts';

export interface ExamOptions {
  readonly signal: AbortSignal;
  readonly machineBytes: number;
  readonly onPart?: ((part: string) => void) | undefined;
}

const contextTokens = 1024;
/** Answers of fewer tokens say little of the speed. */
const fewestTimed = 8;

/**
 * Asks two models the same, one after the other (so that the memory of one is enough), and compares. Nothing of it
 * touches a network; a server continues beside it.
 */
export async function examineModel(
  exam: Exam,
  { file, current }: { readonly file: string; readonly current: string },
  options: ExamOptions,
): Promise<Verdict & { readonly now: ModelResults; readonly before: ModelResults }> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-exam-'));
  try {
    const folders = await writeTasks(exam, folder);
    options.onPart?.('The new model');
    const now = await results(exam, folders, file, options);
    // What does not even answer needs no comparison.
    if (now.reasons.length > 0) return { ...judgeModel(now, now, options.machineBytes), now, before: now };
    options.onPart?.('The model in use');
    const before = await results(exam, folders, current, options);
    return { ...judgeModel(now, before, options.machineBytes), now, before };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function results(
  exam: Exam,
  folders: readonly string[],
  file: string,
  { signal, onPart }: ExamOptions,
): Promise<ModelResults> {
  const quotes: boolean[] = [];
  let residentBytes = 0;
  let best: number | null = null;
  onPart?.('  free answers and quotes');
  const report = await examine(async () => {
    const engine = await createEngine({ modelFile: file, sequences: 1, signal });
    const answer = async (content: string, maximumTokens: number, until: AbortSignal) => {
      const began = performance.now();
      const request = { messages: [{ role: 'user', content }], temperature: 0, maximumTokens } as const;
      const { text, tokens } = await wholeAnswer(engine.generate(request, { signal: until }));
      const seconds = (performance.now() - began) / 1000;
      if (tokens >= fewestTimed) best = Math.max(best ?? 0, tokens / seconds);
      return { text, tokens };
    };
    try {
      for (const sentence of exam.quotes) {
        const question = `Ин ҷумларо бе ягон тағйир такрор кунед: «${sentence}»`;
        const { text } = await answer(question, 96, signal);
        quotes.push(text.includes(sentence.replace(/[.!?…]+$/u, '')));
      }
    } catch (error) {
      await engine.close();
      throw error;
    }
    return {
      answer: (question, { maximumTokens, signal: until }) => answer(question, maximumTokens, until),
      close: () => {
        residentBytes = engine.state().residentBytes;
        return engine.close();
      },
    };
  }, signal);
  const faulty = report.answers.filter(({ fault }) => fault !== null).length;
  const base = { quotes, faultyAnswers: faulty, reasons: report.reasons, residentBytes };
  if (!report.passed) return { ...base, choices: [], tokensPerSecond: best };
  onPart?.('  questions with choices');
  const tasks = await readChoiceTasks(folders, undefined, signal);
  const answers = await answerChoiceTasks(tasks, { file, contextTokens, threads: servingThreads(), signal });
  return {
    ...base,
    choices: tasks.flatMap(({ description }) => answers[description.id] ?? []),
    tokensPerSecond: best,
  };
}
