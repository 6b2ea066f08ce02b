import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { BadInputError } from '../core/errors.ts';
import { readText } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';

/** How an answer is chosen: highest log-probability, or highest per character of the choice. */
export const metrics = ['accuracy', 'accuracy-by-characters'] as const;

const questionPlace = '{question}';
const choicePlace = '{choice}';

/** `task.yaml` of a benchmark folder. */
export const taskSchema = z.strictObject({
  /** The name of the folder. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'Small letters, digits and hyphens only.'),
  /** Raised when items or prompt change: figures of different versions are not comparable. */
  version: z.int().positive(),
  /** What is tested, in a few words. */
  title: z.string().min(1),
  domain: z.string().min(1),
  /** BCP 47 tag. */
  language: z.string().min(2),
  /** Text with `{question}` in it and `{choice}` at its end. */
  prompt: z
    .string()
    .refine((text) => text.split(questionPlace).length === 2, `The prompt needs ${questionPlace} once.`)
    .refine(
      (text) => text.split(choicePlace).length === 2 && text.endsWith(choicePlace),
      `The prompt must end with ${choicePlace}, and have it once.`,
    ),
  /** The headline figure; both are reported. */
  metric: z.enum(metrics),
  licence: z.string().min(1),
  source: z.string().min(1),
});

const itemSchema = z
  .strictObject({
    id: z.string().min(1),
    question: z.string().min(1),
    choices: z.array(z.string().min(1)).min(2),
    /** Index of the right choice, from 0. */
    answer: z.int().nonnegative(),
  })
  .refine(({ answer, choices }) => answer < choices.length, {
    path: ['answer'],
    message: 'The answer is outside the choices (the first choice is 0).',
  })
  .refine(({ choices }) => new Set(choices).size === choices.length, {
    path: ['choices'],
    message: 'Two choices are the same.',
  });

export type TaskDescription = z.output<typeof taskSchema>;
export type TaskItem = z.output<typeof itemSchema>;

/** A multiple-choice task with its items. */
export interface Task {
  readonly description: TaskDescription;
  readonly items: readonly TaskItem[];
}

/** The files of a task folder that determine its results. */
export function taskFiles(folder: string): { readonly description: string; readonly items: string } {
  return { description: join(folder, 'task.yaml'), items: join(folder, 'items.jsonl') };
}

/**
 * Reads a task folder: `task.yaml` and `items.jsonl`.
 * @throws BadInputError naming file and line when something is missing or does not fit.
 */
export async function readTask(folder: string): Promise<Task> {
  const files = taskFiles(folder);
  const description = parseTaskDescription(await readText(files.description), files.description);
  if (description.id !== basename(folder)) {
    throw new BadInputError({
      message: `The task "${description.id}" lies in a folder of another name.`,
      file: files.description,
      place: 'id',
      remedy: 'Give the folder the name of the task.',
    });
  }
  return { description, items: parseItems(await readText(files.items), files.items) };
}

function parseTaskDescription(text: string, file: string): TaskDescription {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    throw new BadInputError({
      message: `Not valid YAML: ${error.message.split('\n')[0]}`,
      file: `${file}, line ${error.linePos?.[0].line ?? 1}`,
      remedy: 'Correct the file.',
    });
  }
  const value: unknown = document.toJS();
  const result = taskSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  // A missing key has no line of its own: the file's first is named.
  const line = text.split('\n').findIndex((row) => row.startsWith(`${String(key)}:`));
  return parseWith(taskSchema, value, { file: `${file}, line ${Math.max(0, line) + 1}` });
}

function parseItems(text: string, file: string): TaskItem[] {
  const items: TaskItem[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const source = { file: `${file}, line ${index + 1}` };
    const item = parseWith(itemSchema, parseJson(row, source), source);
    const earlier = lineOf.get(item.id);
    if (earlier !== undefined) {
      throw new BadInputError({
        message: `The id "${item.id}" stands on line ${earlier} already.`,
        file: source.file,
        place: 'id',
        remedy: 'Give each item an id of its own.',
      });
    }
    lineOf.set(item.id, index + 1);
    items.push(item);
  }
  if (items.length > 0) return items;
  throw new BadInputError({ message: 'The task has no items.', file, remedy: 'Add one item a line.' });
}

/** The text of an item before its choice, and with each choice. */
export function renderItem(
  { prompt }: TaskDescription,
  { question, choices }: TaskItem,
): { readonly opening: string; readonly whole: readonly string[] } {
  const opening = prompt.slice(0, -choicePlace.length).replace(questionPlace, () => question);
  return { opening, whole: choices.map((choice) => opening + choice) };
}
