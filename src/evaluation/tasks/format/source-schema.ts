import { z } from 'zod';

/** A column; `choices.text` is the part `text` of the column `choices`. */
const column = z.string().min(1);

/** A column, the part of it that a pattern's first group finds, and other names for what is found. */
const labelSchema = z.union([
  column,
  z.strictObject({
    column,
    pattern: z.string().optional(),
    names: z.record(z.string(), z.string()).optional(),
    /** Characters exchanged for others: `{_: ' '}`. */
    replace: z.record(z.string(), z.string()).optional(),
  }),
]);

/** Several columns as one text: `{activity}: {first} {second:capitalise}`. */
const templateSchema = z.strictObject({ template: z.string().regex(/\{[\w.]+(:capitalise)?\}/) });

/** How a row tells which choice is right. */
const answerSchema = z
  .strictObject({
    column,
    /** `number-from-0`, `number-from-1`, its letter, the text of the choice itself, or one of the row's labels. */
    as: z.enum(['number-from-0', 'number-from-1', 'latin-letter', 'tajik-letter', 'text', 'label']),
    /** Column of the labels of a row's choices. */
    labels: column.optional(),
  })
  .refine(({ as, labels }) => (as === 'label') === (labels !== undefined), {
    path: ['labels'],
    message: 'The column of labels belongs to `as: label`, and is needed there.',
  });

export const columnsSchema = z.strictObject({
  /** Id of a row; without it its number is taken. */
  id: column.optional(),
  question: z.union([column, templateSchema]),
  context: labelSchema.optional(),
  /** A column with a list (or JSON of a list or object), several columns, or the same choices for every row. */
  choices: z
    .union([column, z.array(column).min(2), z.strictObject({ always: z.array(z.string()).min(2) })])
    .optional(),
  /** Which choice is right. */
  answer: answerSchema.optional(),
  /** Column of the accepted answer of a task whose answers are text. */
  reference: column.optional(),
  /** What the answer column's values are called among the choices: `science/technology` → илм. */
  answerNames: z.record(z.string(), z.string()).optional(),
  subject: labelSchema.optional(),
  grade: labelSchema.optional(),
  section: labelSchema.optional(),
  topic: labelSchema.optional(),
  /** What is taken out of questions and choices, in this order: a pattern, and what is in its place. */
  clean: z.array(z.strictObject({ pattern: z.string().min(1), with: z.string() })).optional(),
});

const rowsFields = {
  columns: columnsSchema,
  /** Only rows in which these columns have these values. */
  where: z.record(z.string(), z.string()).optional(),
  /** Choices are put into an order drawn from this seed and the item. */
  shuffleSeed: z.int().nonnegative().optional(),
};

/** Where items come from: a file of the task's folder, the shared data, or a data set of a hub. */
export const itemSourceSchema = z.union([
  z.strictObject({ file: z.string().regex(/^[\w.-]+\.jsonl$/, 'The name of a .jsonl file of the folder.') }),
  z.strictObject({ shared: z.string().min(1), ...rowsFields }),
  z.strictObject({
    hub: z.string().regex(/^hub:/, 'Write it as hub:owner/name@revision[/config][/split].'),
    ...rowsFields,
  }),
  /** Two files of the same length, line by line or row by row: what is asked, and its translation. */
  z.strictObject({
    parallel: z.strictObject({ question: z.string(), reference: z.string() }),
    column: column.optional(),
  }),
]);

export type ItemSource = z.output<typeof itemSourceSchema>;
export type Columns = z.output<typeof columnsSchema>;
export type Label = z.output<typeof labelSchema>;
export type RowsSource = Extract<ItemSource, { columns: Columns }>;
