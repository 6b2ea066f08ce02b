import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { askJudge } from './graders/judge.ts';
import { gradeRubric } from './graders/rubric.ts';
import { type ResultCache, resultKey } from './result-cache.ts';
import type { AnswerResult, ItemResult } from './results.ts';
import { renderPrompt } from './tasks/render-item.ts';
import type { TextTask } from './tasks/task.ts';

/** The model that tells what rules cannot: behind an OpenAI-compatible API. */
export const judgeSchema = z.strictObject({
  address: z.url(),
  model: z.string().min(1),
  keyVariable: z.string().min(1).optional(),
  timeoutSeconds: z.number().positive().default(60),
  /** Answers that are judged at the same time. */
  concurrency: z.int().positive().max(64).default(4),
});

export type JudgeSettings = z.output<typeof judgeSchema>;

export interface JudgeWork {
  readonly judge: JudgeSettings;
  readonly textTasks: readonly TextTask[];
  /** Verdicts that stand already. */
  readonly cache: ResultCache;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Results whose rubrics have rules for a judge, graded again with its verdicts; the others as they are.
 * @throws MachineError when the judge does not answer or gives no verdict; what it said until then is kept.
 */
export async function judgeAnswers(results: readonly ItemResult[], work: JudgeWork): Promise<ItemResult[]> {
  const items = new Map(
    work.textTasks.flatMap((task) =>
      task.items.map((item) => [`${task.description.id} ${item.id}`, { task, item }]),
    ),
  );
  const judged = [...results];
  const open = results.flatMap((result, index) =>
    result.kind === 'answer' && result.unjudged ? [{ result, index }] : [],
  );
  const task = work.progress.task('Judging answers', { total: open.length, unit: 'answers' });
  const lane = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      throwIfInterrupted(work.signal);
      const { result, index } = next;
      const found = items.get(`${result.task} ${result.item}`);
      if (found) judged[index] = await judgeOne(result, found, work);
      task.advance();
    }
  };
  await Promise.all(Array.from({ length: work.judge.concurrency }, lane));
  task.finish();
  return judged;
}

async function judgeOne(
  result: AnswerResult,
  { task, item }: { readonly task: TextTask; readonly item: TextTask['items'][number] },
  { judge, cache, signal }: JudgeWork,
): Promise<AnswerResult> {
  const { address, model, keyVariable, timeoutSeconds } = judge;
  const key = keyVariable === undefined ? undefined : process.env[keyVariable];
  const question = renderPrompt(task.description, item, []);
  const rubric = item.rubric ?? [];
  const verdicts: boolean[] = [];
  for (const rule of rubric) {
    if (rule.rule !== 'judge') continue;
    const place = resultKey({ judge: { address, model }, question, answer: result.written, rule });
    const known = z.boolean().safeParse(cache.get(place));
    if (known.success) {
      verdicts.push(known.data);
      continue;
    }
    const options = { address, model, key, timeoutMs: timeoutSeconds * 1000 };
    const { isKept } = await askJudge(options, question, result.written, rule, signal);
    await cache.add([[place, isKept]]);
    verdicts.push(isKept);
  }
  const { unjudged: _, ...rest } = result;
  const { score, reason } = gradeRubric(rubric, result.written, verdicts);
  return { ...rest, score, reason, judged: verdicts.length };
}
