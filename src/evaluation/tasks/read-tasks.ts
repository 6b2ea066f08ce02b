import { BadInputError } from '../../core/errors.ts';
import { readTask, readTaskDescription, readTextTask, type Task, type TextTask } from './task.ts';

/** Tasks with choices, and tasks whose answers are free text; each in the order they are named. */
export interface ReadTasks {
  readonly tasks: Task[];
  readonly textTasks: TextTask[];
}

/**
 * Reads tasks with all their items.
 * @throws BadInputError naming a task that is named twice, or with `onlyChoices` one whose answers are free text.
 */
export async function readTasks(
  folders: readonly string[],
  signal: AbortSignal,
  { onlyChoices = false } = {},
): Promise<ReadTasks> {
  const tasks: Task[] = [];
  const textTasks: TextTask[] = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    const { id, answer } = await readTaskDescription(folder);
    if (seen.has(id)) throw unusable(folder, `The task "${id}" is named twice.`, 'Name each task once.');
    seen.add(id);
    if (answer !== 'text') tasks.push(await readTask(folder, signal));
    else if (!onlyChoices) textTasks.push(await readTextTask(folder, signal));
    else {
      const remedy = 'Name tasks with choices, such as benchmarks/word-meaning.';
      throw unusable(folder, `The task "${id}" has no choices.`, remedy);
    }
  }
  return { tasks, textTasks };
}

function unusable(file: string, message: string, remedy: string): BadInputError {
  return new BadInputError({ message, file, place: 'tasks', remedy });
}
