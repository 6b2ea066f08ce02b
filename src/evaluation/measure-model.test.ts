import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../core/progress.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { measureModel } from './measure-model.ts';
import type { Examinee } from './models/examinee.ts';
import { ResultCache } from './result-cache.ts';
import type { TextTask } from './tasks/task.ts';
import { makeTextTask } from './testing/task.ts';

const signal = new AbortController().signal;

/** Measures tasks one after the other over one cache, and says how often the model was asked each time. */
async function timesAsked(tasks: readonly TextTask[]): Promise<number[]> {
  const cache = await ResultCache.open(join(await temporaryFolder(), 'results.jsonl'));
  const asked: number[] = [];
  for (const task of tasks) {
    let count = 0;
    const answer = { written: 'чор', score: 1, reason: '', asTurn: false, cut: false, truncatedTokens: 0 };
    const examinee: Examinee = {
      engine: 'fake',
      scoring: 'log-probability',
      chatTemplate: false,
      answerChoices: async () => [],
      answerTexts: async (_, items) => {
        count += items.length;
        return items.map(() => answer);
      },
      measureTexts: () => undefined,
      close: async () => {},
    };
    const measured = { texts: [], tasks: [], textTasks: [task] };
    const progress = silentProgress.task('test');
    await measureModel({
      model: 'm',
      measured,
      cache,
      method: {},
      open: async () => examinee,
      progress,
      signal,
    });
    asked.push(count);
  }
  return asked;
}

describe('measureModel', () => {
  it('asks an item once, and again when the prompt, the turn or the metric is another', async () => {
    const changes: Partial<TextTask['description']>[] = [
      {},
      {},
      { prompt: 'Савол: {question}' },
      { turn: '{question}' },
      { metric: 'free-response' },
    ];
    expect(await timesAsked(changes.map(makeTextTask))).toEqual([1, 0, 1, 1, 1]);
  });
});
