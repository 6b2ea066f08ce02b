import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../core/configuration.ts';
import { silentProgress } from '../core/progress.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { gradeRubric } from './graders/rubric.ts';
import { judgeAnswers, judgeSchema } from './judge-answers.ts';
import { ResultCache } from './result-cache.ts';
import type { AnswerResult } from './results.ts';
import { readTextTask, type TextTask } from './tasks/task.ts';
import { startJudge } from './testing/fake-judge.ts';

const { signal } = new AbortController();
const written = 'Биё, якҷоя фикр мекунем: кадом рақамҳоро ҷамъ кардан лозим аст?';
let task: TextTask;

beforeAll(async () => {
  task = await readTextTask(join(projectFolder, 'benchmarks/use-tutoring'), signal);
});

function resultOf({ id, rubric = [] }: TextTask['items'][number]): AnswerResult {
  const { score, reason, unjudged } = gradeRubric(rubric, written);
  const about = { kind: 'answer', model: 'small', task: task.description.id, item: id } as const;
  return { ...about, written, score, reason, unjudged, asTurn: false, cut: false, truncatedTokens: 0 };
}

async function judgeAll(reply: () => string) {
  const server = await startJudge(reply);
  const judge = judgeSchema.parse({ address: server.address, model: 'judge' });
  const cache = await ResultCache.open(join(await temporaryFolder(), 'judge.jsonl'));
  const results = task.items.map(resultOf);
  const work = { judge, textTasks: [task], cache, progress: silentProgress, signal };
  return { results, graded: await judgeAnswers(results, work), work, prompts: server.prompts };
}

describe('judgeAnswers', () => {
  it('lets the verdicts count, and leaves answers without judged rules as they are', async () => {
    const { results, graded, prompts } = await judgeAll(() => '{"verdict": "yes"}');
    const needed = results.filter(({ unjudged }) => unjudged);
    expect(needed.length).toBeGreaterThan(5);
    expect(prompts.length).toBe(needed.reduce((sum, { unjudged = 0 }) => sum + unjudged, 0));
    for (const [index, one] of graded.entries()) {
      const before = results[index];
      if (one.kind !== 'answer' || before === undefined) throw new Error('not an answer');
      if (!before.unjudged) expect(one).toEqual(before);
      else expect(one).toMatchObject({ judged: before.unjudged });
      if (before.score > 0) expect(one.score).toBeGreaterThanOrEqual(before.score);
    }
  });

  it('a judge who says no lowers scores, and is not asked twice', async () => {
    const { results, work, graded, prompts } = await judgeAll(() => '{"verdict": "no"}');
    const sum = (list: readonly object[]) =>
      list.reduce((total, one) => total + ('score' in one ? Number(one.score) : 0), 0);
    expect(sum(graded)).toBeLessThan(sum(results));
    const asked = prompts.length;
    expect(await judgeAnswers(results, work)).toEqual(graded);
    expect(prompts.length).toBe(asked);
  });
});
