import { BadInputError } from '../../core/errors.ts';
import type { TaskDescription } from '../tasks/format/description.ts';
import { choiceItemSchema, type TaskItem, type TextItem, textItemSchema } from '../tasks/format/item.ts';
import { readSourceItems } from '../tasks/sources/read-source.ts';
import { readTaskDescription, taskFile } from '../tasks/task.ts';

/** A task of the project's own, with its items as they lie in its folder. */
export interface OwnTask {
  readonly folder: string;
  readonly description: TaskDescription;
  readonly items: readonly (TaskItem | TextItem)[];
}

/** Reads a task whose items are a file of its folder. @throws BadInputError where they lie elsewhere. */
export async function readOwnTask(folder: string, signal: AbortSignal): Promise<OwnTask> {
  const description = await readTaskDescription(folder);
  if (!('file' in description.items)) {
    throw new BadInputError({
      message: "The task's items are not its own: they are read from where their owners keep them.",
      file: taskFile(folder),
      place: 'items',
      remedy: 'Export tasks with an items.jsonl only.',
    });
  }
  return { folder, description, items: await readItems(folder, description, signal) };
}

/** The items of a task, wherever they lie, of either kind. */
export async function readItems(
  folder: string,
  { items, answer, licence }: TaskDescription,
  signal: AbortSignal,
): Promise<(TaskItem | TextItem)[]> {
  const options = { folder, licence, signal };
  const read =
    answer === 'text'
      ? await readSourceItems<TaskItem | TextItem>(items, textItemSchema, options)
      : await readSourceItems<TaskItem | TextItem>(items, choiceItemSchema, options);
  return read.found.map(({ item }) => item);
}
