import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseJson, parseWith } from '../../../core/schema.ts';
import { type AnswerKind, gapMark } from './description.ts';
import { rubricRuleSchema } from './rubric.ts';

const commonFields = {
  id: z.string().min(1),
  /** A passage that the question is about. */
  context: z.string().min(1).optional(),
  subject: z.string().min(1).optional(),
  /** Year of school. */
  grade: z.int().min(1).max(12).optional(),
  section: z.string().min(1).optional(),
  topic: z.string().min(1).optional(),
  /** Where the item's words come from, more exactly than `task.yaml` says. */
  source: z.string().min(1).optional(),
  /** The rule by which the item was made. */
  rule: z.string().min(1).optional(),
};

export const choiceItemSchema = z
  .strictObject({
    ...commonFields,
    /** Absent where each choice is a whole sentence. */
    question: z.string().min(1).optional(),
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

export const textItemSchema = z
  .strictObject({
    ...commonFields,
    question: z.string().min(1),
    /** Choices or both columns of a matching item, as they are shown. */
    options: z.array(z.string().min(1)).optional(),
    /** Accepted answers; the first is the one shown. Of a rubric's item: a good answer, if one was written. */
    references: z.array(z.string().min(1)).default([]),
    /** Rules that a good answer keeps, where none can be named. */
    rubric: z.array(rubricRuleSchema).min(1).optional(),
  })
  .refine(({ references, rubric }) => references.length > 0 || rubric !== undefined, {
    path: ['references'],
    message: 'The item has neither an accepted answer nor a rubric.',
  });

export type TaskItem = z.output<typeof choiceItemSchema>;
export type TextItem = z.output<typeof textItemSchema>;

/** Reads JSON lines of items. @throws BadInputError naming file and line of an item that does not fit. */
export function parseItems<Item>(
  text: string,
  file: string,
  schema: z.ZodType<Item>,
): { readonly item: Item; readonly place: string }[] {
  return text.split('\n').flatMap((row, index) => {
    if (row.trim() === '') return [];
    const place = `${file}, line ${index + 1}`;
    return [{ item: parseWith(schema, parseJson(row, { file: place }), { file: place }), place }];
  });
}

/** Checks what an item's schema cannot know. @throws BadInputError naming the place. */
export function checkItems(
  items: readonly { readonly item: TaskItem | TextItem; readonly place: string }[],
  answer: AnswerKind,
  file: string,
): void {
  const placeOf = new Map<string, string>();
  for (const { item, place } of items) {
    const problem = problemOf(item, answer);
    if (problem) {
      throw new BadInputError({
        message: problem.message,
        file: place,
        place: problem.key,
        remedy: 'Correct the item.',
      });
    }
    const earlier = placeOf.get(item.id);
    if (earlier !== undefined) {
      throw new BadInputError({
        message: `The id "${item.id}" is already at ${earlier}.`,
        file: place,
        place: 'id',
        remedy: 'Give each item an id of its own.',
      });
    }
    placeOf.set(item.id, place);
  }
  if (items.length > 0) return;
  throw new BadInputError({ message: 'The task has no items.', file, remedy: 'Add one item a line.' });
}

function problemOf(
  item: TaskItem | TextItem,
  answer: AnswerKind,
): { key: string; message: string } | undefined {
  const { question } = item;
  if (answer === 'sentence') {
    return question === undefined ? undefined : { key: 'question', message: 'A sentence has no question.' };
  }
  if (question === undefined) return { key: 'question', message: 'The key "question" is missing.' };
  if (answer === 'gap' && question.split(gapMark).length !== 2) {
    return { key: 'question', message: `The question needs one gap, written ${gapMark}.` };
  }
  return undefined;
}
