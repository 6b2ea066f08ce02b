import { basename, join } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import {
  type ChoiceMetric,
  metrics,
  parseTaskDescription,
  type TaskDescription,
  type TextMetric,
  textMetrics,
} from './format/description.ts';
import { checkItems, choiceItemSchema, type TaskItem, type TextItem, textItemSchema } from './format/item.ts';
import { parseTaskAddress } from './robustness/task-address.ts';
import { varyDescription, varyItem } from './robustness/vary-task.ts';
import type { Variant } from './robustness/vary-text.ts';
import { readSourceItems, type SourceItems } from './sources/read-source.ts';

export { type TaskDescription, taskSchema } from './format/description.ts';
export type { TaskItem, TextItem } from './format/item.ts';

interface AnyTask<Item, Metric> {
  readonly description: TaskDescription & { readonly metric: Metric };
  readonly items: readonly Item[];
  /** SHA-256 of the prompt and everything else that a model sees: equal hashes, comparable figures. */
  readonly contentHash: string;
  /** The commit of the hub's data set, where the items come from one. */
  readonly commit: string | undefined;
  /** Rows of the source that are no items, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Solved items that are in front of each prompt. */
  readonly examples: readonly Item[];
}

/** A task whose items have choices. */
export type Task = AnyTask<TaskItem, ChoiceMetric>;

/** A task whose items are answered in free text. */
export type TextTask = AnyTask<TextItem, TextMetric>;

/** The description of a task: the `task.yaml` of its folder, of whatever variant. */
export function taskFile(address: string): string {
  return join(parseTaskAddress(address).folder, 'task.yaml');
}

/**
 * Reads the `task.yaml` of a folder; of `FOLDER@VARIANT` the same under the variant's id.
 * @throws BadInputError naming file and line of what does not fit.
 */
export async function readTaskDescription(address: string): Promise<TaskDescription> {
  const { folder, variant } = parseTaskAddress(address);
  const file = taskFile(folder);
  const description = parseTaskDescription(await readText(file), file);
  if (description.id === basename(folder)) return varyDescription(description, variant, file);
  throw new BadInputError({
    message: `The task "${description.id}" lies in a folder of another name.`,
    file,
    place: 'id',
    remedy: 'Give the folder the name of the task.',
  });
}

/**
 * Reads a task with choices: `task.yaml` and its items, wherever they lie. `FOLDER@VARIANT` is the task with its
 * questions typed otherwise (`robustness/`); its few-shot examples stay.
 * @throws BadInputError naming file and line when something is missing or does not fit.
 */
export async function readTask(address: string, signal = neverAborted): Promise<Task> {
  const { folder, variant } = parseTaskAddress(address);
  const description = await readTaskDescription(address);
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
  const examples = await readExamples(description, items, choiceItemSchema, source);
  return assemble({ ...description, metric }, items, examples, variant);
}

/** Reads a task with answers in free text. @throws BadInputError as {@link readTask}. */
export async function readTextTask(address: string, signal = neverAborted): Promise<TextTask> {
  const { folder, variant } = parseTaskAddress(address);
  const description = await readTaskDescription(address);
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
  const examples = await readExamples(description, items, textItemSchema, source);
  return assemble({ ...description, metric }, items, examples, variant);
}

const neverAborted = new AbortController().signal;

async function readExamples<Item extends TaskItem | TextItem>(
  { fewShot, answer }: TaskDescription,
  items: SourceItems<Item>,
  schema: z.ZodType<Item>,
  source: Parameters<typeof readSourceItems>[2],
): Promise<Item[]> {
  if (!fewShot) return [];
  const read = await readSourceItems(fewShot.from, schema, source);
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

function textOf(item: TaskItem | TextItem): string {
  const choices = 'choices' in item ? item.choices.toSorted() : [];
  return JSON.stringify([item.question, item.context, choices]);
}

function assemble<Item extends TaskItem | TextItem, Metric>(
  description: TaskDescription & { readonly metric: Metric },
  { found, commit, leftOut }: SourceItems<Item>,
  examples: readonly Item[],
  variant: Variant | undefined,
): AnyTask<Item, Metric> {
  const items = found.map(({ item }) => varyItem(item, variant));
  const { prompt, turn, answer, letters = null, optionMark } = description;
  const contentHash = sha256(JSON.stringify({ prompt, turn, answer, letters, items, examples, optionMark }));
  return { description, items, examples, contentHash, commit, leftOut };
}
