import { z } from 'zod';

// Control characters cannot be in XML, lone surrogates not in UTF-8; no question needs them.
const text = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .refine((value) => !/[^\P{Cc}\n\t]|\p{Cs}|[\uFFFE\uFFFF]/u.test(value), {
    error: 'There is a control character in the text.',
  });
const index = z.int().nonnegative();

/** Where an item's answer is. `section` is a chapter, or the id of an article of the starter lessons. */
const sourceSchema = z.strictObject({
  book: text,
  section: text.nullable(),
  /** As printed on the page: «XII» is a page too. */
  page: text.nullable(),
  /** The sentence of the book that gives the answer, word for word. */
  sentence: text.nullable(),
});

export type ItemSource = z.output<typeof sourceSchema>;

const common = {
  id: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}/_.:-]{0,199}$/u),
  /** Counts up whenever the wording or the key changes: results name the version they were given to. */
  version: z.int().positive(),
  /** Only approved items are given to pupils; retired ones stay for the results that name them. */
  status: z.enum(['draft', 'approved', 'retired']),
  subject: text,
  grade: z.int().min(1).max(11).nullable(),
  topic: text.nullable(),
  source: sourceSchema.nullable(),
  author: text,
  question: text,
  /** The reason, shown with the result. */
  why: text.nullable(),
};

const options = z.array(text).min(2).max(10);

const singleChoice = z.strictObject({ ...common, kind: z.literal('single-choice'), options, answer: index });
const severalRight = z.strictObject({
  ...common,
  kind: z.literal('several-right'),
  options,
  answer: z.array(index).min(1),
});
const matching = z.strictObject({
  ...common,
  kind: z.literal('matching'),
  left: z.array(text).min(2).max(10),
  /** Entries that are no one's partner are distractors; one may be the partner of several. */
  right: options,
  /** For each of `left`, the place of its partner in `right`. */
  answer: z.array(index),
});
const order = z.strictObject({
  ...common,
  kind: z.literal('order'),
  /** As they are shown. */
  parts: options,
  /** Places in `parts` in the right order. */
  answer: z.array(index),
});
const number = z.strictObject({
  ...common,
  kind: z.literal('number'),
  answer: z.number(),
  unit: text.nullable(),
  /** Largest accepted distance from the answer, in the item's unit; 0 for exactly the answer. */
  tolerance: z.number().nonnegative(),
});
const shortText = z.strictObject({
  ...common,
  kind: z.literal('short-text'),
  answers: z.array(text).min(1),
});
const gap = z.strictObject({ ...common, kind: z.literal('gap'), answers: z.array(text).min(1) });

/** Where the missing words of a gap item stand. */
export const gapMark = '___';

/** One question with its key. Answers of choices, matching and order are places in the lists, from 0. */
export const itemSchema = z
  .discriminatedUnion('kind', [singleChoice, severalRight, matching, order, number, shortText, gap])
  .superRefine((item, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    for (const [path, values] of listsOf(item)) {
      if (new Set(values).size !== values.length) refuse(path, 'Two entries are the same.');
    }
    if (item.kind === 'single-choice' && item.answer >= item.options.length)
      refuse('answer', `There are only ${item.options.length} options.`);
    if (item.kind === 'several-right') checkPlaces(item.answer, item.options.length, refuse);
    if (item.kind === 'order') {
      checkPlaces(item.answer, item.parts.length, refuse);
      if (item.answer.length !== item.parts.length)
        refuse('answer', 'Every part has one place in the order.');
    }
    if (item.kind === 'matching') {
      if (item.answer.some((place) => place >= item.right.length))
        refuse('answer', `There are only ${item.right.length} entries.`);
      if (item.answer.length !== item.left.length) refuse('answer', 'Every entry of "left" has one partner.');
    }
    if (item.kind === 'gap' && item.question.split(gapMark).length !== 2)
      refuse('question', `The gap is written ${gapMark}, once.`);
  });

export type Item = z.output<typeof itemSchema>;
export type ItemKind = Item['kind'];

/** An item of one kind. */
export type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>;

/** The lists of an item whose entries must differ from each other. */
function listsOf(item: Item): (readonly [string, readonly string[]])[] {
  switch (item.kind) {
    case 'single-choice':
    case 'several-right':
      return [['options', item.options]];
    case 'matching':
      return [
        ['left', item.left],
        ['right', item.right],
      ];
    case 'order':
      return [['parts', item.parts]];
    case 'number':
      return [];
    case 'short-text':
    case 'gap':
      return [['answers', item.answers]];
  }
}

function checkPlaces(
  places: readonly number[],
  count: number,
  refuse: (path: string, message: string) => void,
): void {
  if (places.some((place) => place >= count)) refuse('answer', `There are only ${count} entries.`);
  if (new Set(places).size !== places.length) refuse('answer', 'A place is named twice.');
}
