import { isRight } from './figures/figures.ts';
import { scoreItems } from './models/multiple-choice.ts';
import { openLlamaScorer, type ScorerOptions } from './scorer/open-scorer.ts';
import { readTasks } from './tasks/read-tasks.ts';
import { sampleItems } from './tasks/sample-items.ts';
import type { Task } from './tasks/task.ts';

const seed = 1;

/**
 * Reads tasks with choices, of each a sample of `items` where this many are asked for.
 * @throws BadInputError naming a task whose answers are free text, or one that is named twice.
 */
export async function readChoiceTasks(
  folders: readonly string[],
  items: number | undefined,
  signal: AbortSignal,
): Promise<Task[]> {
  const { tasks } = await readTasks(folders, signal, { onlyChoices: true });
  if (items === undefined) return tasks;
  return tasks.map((task) => ({ ...task, items: sampleItems(task.items, items, seed) }));
}

/**
 * Which items a model file answers rightly: task → item by item, by the task's own metric. llama.cpp on the CPU.
 * @throws CorruptArtefactError when the file does not hold a model that llama.cpp can be given; InterruptedError.
 */
export async function answerChoiceTasks(
  tasks: readonly Task[],
  options: ScorerOptions,
): Promise<Record<string, boolean[]>> {
  const scorer = await openLlamaScorer(options);
  try {
    const answers: Record<string, boolean[]> = {};
    for (const task of tasks) {
      const { id, metric } = task.description;
      const results = await scoreItems(scorer, task, task.items);
      answers[id] = results.map((result) => isRight(result, metric));
    }
    return answers;
  } finally {
    await scorer.close();
  }
}
