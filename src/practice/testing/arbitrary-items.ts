import fc from 'fast-check';
import { type Item, type ItemKind, itemSchema } from '../items/item.ts';

const word = fc.oneof(
  fc.constantFrom(
    'Ҷайҳун',
    'қӯрғон',
    'ғ',
    '3,5',
    '→',
    '->',
    '%50%',
    '=a',
    '~',
    '#',
    '{x}',
    '\\',
    '\\n',
    ':',
    '::',
    '|',
    '"',
  ),
  fc.constantFrom(
    '<b>',
    '&amp;',
    '//',
    '[html]',
    ';',
    ',',
    '####',
    '$CATEGORY:',
    'T',
    "'",
    ']]>',
    '<!--',
    '½',
    'A',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
);
const text = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) =>
    words
      .join(' ')
      .replace(/[^\P{Cc}]|[\uFFFE\uFFFF]|_/gu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  )
  .filter((one) => one.length > 0 && one.isWellFormed());
const texts = (minLength: number, maxLength = 5) => fc.uniqueArray(text, { minLength, maxLength });
const name = fc.constantFrom('Физика', 'Забони тоҷикӣ', 'Таърих/нав', 'Химия');
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const permutation = (count: number) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count });
const subset = (count: number) => fc.subarray([...Array(count).keys()], { minLength: 1 });

const common = {
  version: fc.integer({ min: 1, max: 99 }),
  status: fc.constantFrom('draft', 'approved', 'retired'),
  subject: name,
  grade: orNull(fc.integer({ min: 1, max: 11 })),
  topic: orNull(name),
  source: fc.constantFrom(null, { book: 'Физика 7', section: null, page: '12', sentence: null }),
  author: fc.constant('омӯзгор'),
  question: text,
  why: orNull(text),
};

const keys: Readonly<Record<ItemKind, fc.Arbitrary<object>>> = {
  'single-choice': texts(2).chain((options) =>
    fc.record({ options: fc.constant(options), answer: fc.nat(options.length - 1) }),
  ),
  'several-right': texts(2).chain((options) =>
    fc.record({ options: fc.constant(options), answer: subset(options.length) }),
  ),
  matching: fc.tuple(texts(2, 4), texts(2, 6)).chain(([left, right]) =>
    fc.record({
      left: fc.constant(left),
      right: fc.constant(right),
      answer: fc.array(fc.nat(right.length - 1), { minLength: left.length, maxLength: left.length }),
    }),
  ),
  order: texts(2).chain((parts) =>
    fc.record({ parts: fc.constant(parts), answer: permutation(parts.length) }),
  ),
  number: fc.record({
    answer: fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
      .map((one) => Math.round(one * 1e6) / 1e6 + 0),
    unit: orNull(fc.constantFrom('км', 'м/с²', '%')),
    tolerance: fc.constantFrom(0, 0.5, 2),
  }),
  'short-text': fc.record({ answers: texts(1, 3) }),
  gap: fc.record({ answers: texts(1, 3), before: text, after: text }),
};

/** Items of a kind, with texts that hold every format's own signs. */
export function arbitraryItem(kind: ItemKind): fc.Arbitrary<Item> {
  return fc.tuple(fc.record(common), keys[kind]).map(([fields, key]) => {
    const { before, after, ...rest } = { before: undefined, after: undefined, ...key };
    const question = kind === 'gap' ? `${before} ___ ${after}` : fields.question;
    return itemSchema.parse({ ...fields, ...rest, question, kind, id: 'item/1' });
  });
}
