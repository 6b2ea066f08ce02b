import { BadInputError, throwIfInterrupted } from '../core/errors.ts';
import { openLlamaScorer, type ScorerOptions } from './engine/open-scorer.ts';
import { isRight } from './figures.ts';
import { scoreItems } from './multiple-choice.ts';
import { sampleItems } from './sample-items.ts';
import { readTask, readTaskDescription, type Task } from './task.ts';

/** Items that are answered before a look at whether to stop. */
const chunkItems = 48;
const seed = 1;

/**
 * Reads tasks with choices, of each a sample of `items` where so many are asked for.
 * @throws BadInputError naming a task whose answers are free text, or one that is named twice.
 */
export async function readChoiceTasks(
  folders: readonly string[],
  items: number | undefined,
  signal: AbortSignal,
): Promise<Task[]> {
  const tasks = new Map<string, Task>();
  for (const folder of folders) {
    const { id, answer } = await readTaskDescription(folder);
    const isFree = answer === 'text';
    if (isFree || tasks.has(id)) {
      throw new BadInputError({
        message: isFree ? `The task "${id}" has no choices.` : `The task "${id}" is named twice.`,
        file: folder,
        place: 'tasks',
        remedy: isFree ? 'Name tasks with choices, such as benchmarks/word-meaning.' : 'Name each task once.',
      });
    }
    const task = await readTask(folder, signal);
    tasks.set(id, items === undefined ? task : { ...task, items: sampleItems(task.items, items, seed) });
  }
  return [...tasks.values()];
}

/**
 * Which items a model file answers rightly: task → item by item, by the task's own metric. llama.cpp on the CPU.
 * @throws CorruptArtefactError when the file does not hold a model that llama.cpp can be given.
 */
export async function answerChoiceTasks(
  tasks: readonly Task[],
  options: ScorerOptions & { readonly signal: AbortSignal },
): Promise<Record<string, boolean[]>> {
  const scorer = await openLlamaScorer(options);
  try {
    const answers: Record<string, boolean[]> = {};
    for (const task of tasks) {
      const { id, metric } = task.description;
      const right: boolean[] = [];
      for (let start = 0; start < task.items.length; start += chunkItems) {
        throwIfInterrupted(options.signal);
        const results = await scoreItems(scorer, task, task.items.slice(start, start + chunkItems));
        right.push(...results.map((result) => isRight(result, metric)));
      }
      answers[id] = right;
    }
    return answers;
  } finally {
    await scorer.close();
  }
}
