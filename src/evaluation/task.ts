import { basename, join } from 'node:path';
import { BadInputError } from '../core/errors.ts';
import { readText } from '../core/files.ts';
import { sha256 } from '../core/fingerprint.ts';
import { readSourceItems, type SourceItems } from './item-source/read-source.ts';
import {
  type ChoiceMetric,
  metrics,
  parseTaskDescription,
  type TaskDescription,
  type TextMetric,
  textMetrics,
} from './task-format/description.ts';
import {
  checkItems,
  choiceItemSchema,
  type TaskItem,
  type TextItem,
  textItemSchema,
} from './task-format/item.ts';

export { type TaskDescription, taskSchema } from './task-format/description.ts';
export type { TaskItem, TextItem } from './task-format/item.ts';

interface AnyTask<Item, Metric> {
  readonly description: TaskDescription & { readonly metric: Metric };
  readonly items: readonly Item[];
  /** SHA-256 of the prompt and everything else that a model sees: equal hashes, comparable figures. */
  readonly contentHash: string;
  /** The commit of the hub's data set, where the items come from one. */
  readonly commit: string | undefined;
  /** Rows of the source that are no items, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** A task whose items have choices. */
export interface Task extends AnyTask<TaskItem, ChoiceMetric> {
  /** Solved items that stand in front of each prompt. */
  readonly examples: readonly TaskItem[];
}

/** A task whose items are answered in free text. */
export type TextTask = AnyTask<TextItem, TextMetric>;

/** The description of a task folder. */
export function taskFile(folder: string): string {
  return join(folder, 'task.yaml');
}

/** Reads the `task.yaml` of a folder. @throws BadInputError naming file and line of what does not fit. */
export async function readTaskDescription(folder: string): Promise<TaskDescription> {
  const file = taskFile(folder);
  const description = parseTaskDescription(await readText(file), file);
  if (description.id === basename(folder)) return description;
  throw new BadInputError({
    message: `The task "${description.id}" lies in a folder of another name.`,
    file,
    place: 'id',
    remedy: 'Give the folder the name of the task.',
  });
}

/**
 * Reads a task with choices: `task.yaml` and its items, wherever they lie.
 * @throws BadInputError naming file and line when something is missing or does not fit.
 */
export async function readTask(folder: string, signal = neverAborted): Promise<Task> {
  const description = await readTaskDescription(folder);
  const metric = metrics.find((one) => one === description.metric);
  if (metric === undefined) {
    throw new BadInputError({
      message: 'The answers of this task are free text, which cannot be scored by choices.',
      file: taskFile(folder),
      place: 'answer',
      remedy: 'Leave the task out of this run.',
    });
  }
  const source = { folder, licence: description.licence, signal };
  const items = await readSourceItems(description.items, choiceItemSchema, source);
  checkItems(items.found, description.answer, items.name);
  const examples = await readExamples(description, items, source);
  return { ...assemble({ ...description, metric }, items, examples), examples };
}

/** Reads a task with answers in free text. @throws BadInputError as {@link readTask}. */
export async function readTextTask(folder: string, signal = neverAborted): Promise<TextTask> {
  const description = await readTaskDescription(folder);
  const metric = textMetrics.find((one) => one === description.metric);
  if (metric === undefined) {
    throw new BadInputError({
      message: 'The items of this task have choices.',
      file: taskFile(folder),
      place: 'answer',
      remedy: 'Read it as a task with choices.',
    });
  }
  const source = { folder, licence: description.licence, signal };
  const items = await readSourceItems(description.items, textItemSchema, source);
  checkItems(items.found, description.answer, items.name);
  return assemble({ ...description, metric }, items, []);
}

const neverAborted = new AbortController().signal;

async function readExamples(
  { fewShot, answer }: TaskDescription,
  items: SourceItems<TaskItem>,
  source: Parameters<typeof readSourceItems>[2],
): Promise<TaskItem[]> {
  if (!fewShot) return [];
  const read = await readSourceItems(fewShot.from, choiceItemSchema, source);
  checkItems(read.found, answer, read.name);
  const asked = new Set(items.found.map(({ item }) => textOf(item)));
  const examples = read.found.filter(({ item }) => !asked.has(textOf(item))).slice(0, fewShot.count);
  if (examples.length === fewShot.count) return examples.map(({ item }) => item);
  throw new BadInputError({
    message: `Only ${examples.length} of ${fewShot.count} examples are not items of the task themselves.`,
    file: read.name,
    place: 'fewShot',
    remedy: 'Lower the count, or add examples.',
  });
}

function textOf({ question, context, choices }: TaskItem): string {
  return JSON.stringify([question, context, choices.toSorted()]);
}

function assemble<Item extends TaskItem | TextItem, Metric>(
  description: TaskDescription & { readonly metric: Metric },
  { found, commit, leftOut }: SourceItems<Item>,
  examples: readonly TaskItem[],
): AnyTask<Item, Metric> {
  const items = found.map(({ item }) => item);
  const { prompt, answer, letters = null } = description;
  const contentHash = sha256(JSON.stringify({ prompt, answer, letters, items, examples }));
  return { description, items, contentHash, commit, leftOut };
}
