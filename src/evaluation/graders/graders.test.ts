import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textMetrics } from '../tasks/format/description.ts';
import type { RubricRule } from '../tasks/format/rubric.ts';
import { choiceInAnswer, figureOfSums, gradeAnswer, gradeChoice } from './index.ts';
import { keeps } from './rubric.ts';

const grade = (metric: (typeof textMetrics)[number], reference: string, answer: string) =>
  gradeAnswer(metric, { id: '1', question: '?', references: [reference] }, answer);

/** reference | accepted answers … / refused answers … */
const freeResponses: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    '25 м/с',
    ['25 м/с', '90 км/соат', 'v = 100/4 = 25 м/с', 'бисту панҷ метр дар сония', '25'],
    ['25 км/соат', '25 ё 30 м/с'],
  ],
  ['2,5', ['2.5', '2,50', '2½', '5/2', 'дуюним', '250 %'], ['25', '2; 5', '2,5 не, 3']],
  ['10 м²', ['10 м2', '10 метри мураббаъ', '100000 см²'], ['10 м', '10 м³']],
  ['2 соату 30 дақиқа', ['2,5 соат', '150 дақиқа', 'дуюним соат'], ['2 соат', '230 дақиқа']],
  ['хуршед', ['Хуршед', '«хуршед»', 'ин хуршед аст', 'xurshed'], ['хур', 'моҳ', 'хуршед ё моҳ']],
  ['Ҷайҳун', ['Чайхун', 'Љайњун', 'Джайхун'], ['Сайҳун']],
  ['илмию-техникӣ', ['илмию техники', 'илмию-техникй'], ['илмӣ']],
  [
    'Аму, Сир ва Зарафшон',
    ['Сир, Аму, Зарафшон', '1. Аму\n2. Зарафшон\n3. Сир'],
    ['Аму, Сир', 'Аму, Сир, Зарафшон, Нил'],
  ],
  ['9 сентябри соли 1991', ['09.09.1991', 'нуҳуми сентябри 1991'], ['9 сентябри 1992', '1991']],
  ['асри IX', ['асри 9', 'асри нуҳум'], ['асри X']],
  ['CO', ['CO', 'СО', 'co'], ['Co', 'CO2']],
];

describe('free response', () => {
  it.each(freeResponses)('%s', (reference, accepted, refused) => {
    for (const answer of accepted)
      expect([answer, grade('free-response', reference, answer).score]).toEqual([answer, 1]);
    for (const answer of refused)
      expect([answer, grade('free-response', reference, answer).score]).toEqual([answer, 0]);
  });
});

describe('matching pairs', () => {
  it.each([
    ['1-А, 2-Б, 3-В, 4-Г', 1],
    ['А1 Б2 В3 Г4', 1],
    ['| 1 | А |\n| 2 | Б |\n| 3 | В |\n| 4 | Г |', 1],
    ['АБВГ', 1],
    ['1-А, 2-Б, 3-Г, 4-В', 0.5],
    ['1-А', 0.25],
    ['1-А, 1-Б, 2-Б, 3-В, 4-Г', 0.75],
    ['Б, А, Г, В', 0],
    ['намедонам', 0],
  ])('%s scores %f', (answer, score) => {
    expect(grade('matching-pairs', '1-А, 2-Б, 3-В, 4-Г', answer).score).toBe(score);
  });
});

describe('a choice in a generated answer', () => {
  const choices = ['Хуҷанд', 'Душанбе', 'Кӯлоб', 'Бохтар'];
  it.each([
    'Б',
    'б)',
    'B',
    'Ҷавоб: Б',
    'Ҷавоби дуруст: (Б)',
    'душанбе',
    'Пойтахт Душанбе аст.',
    '**Б) Душанбе**',
    '2',
  ])('is read from %s', (answer) => expect(choiceInAnswer(choices, answer)).toBe(1));
  it.each(['', 'намедонам', 'А ё Б', 'Душанбе ё Хуҷанд', 'Б) Хуҷанд', 'Ж'])(
    'is not read from "%s"',
    (answer) => expect(choiceInAnswer(choices, answer)).toBeUndefined(),
  );
  it('follows the letters of the prompt where В may be either', () => {
    expect([choiceInAnswer(choices, 'В'), choiceInAnswer(choices, 'В', 'latin')]).toEqual([2, 1]);
  });
});

describe('numbers of GSM8K and exact answers', () => {
  it.each(['#### 18', 'So she earns $18 a day.', '9 * 2 = 18', '18.0'])('takes 18 from "%s"', (answer) =>
    expect(grade('final-number', '#### 18', answer).score).toBe(1),
  );
  it.each(['#### 9', '18 - 2 = 16', 'eighteen'])('takes no 18 from "%s"', (answer) =>
    expect(grade('final-number', '#### 18', answer).score).toBe(0),
  );
  it.each([
    ['«Кӯҳ».', 1],
    ['кух', 0],
    ['кӯҳҳо', 0],
    ['', 0],
  ])('кӯҳ exactly is not %s otherwise: %i', (answer, score) =>
    expect(grade('exact-match', 'кӯҳ', answer).score).toBe(score),
  );
});

/** rule | an answer that keeps it | one that breaks it */
const rules: readonly (readonly [RubricRule, string, string])[] = [
  [
    { rule: 'language', language: 'tg', share: 0.7 },
    'Баҳор фасли зебои сол аст.',
    'Весна – прекрасное время года.',
  ],
  [{ rule: 'length', of: 'words', minimum: 2, maximum: 4 }, 'Як, ду, се.', 'Як ду се чор панҷ.'],
  [{ rule: 'length', of: 'sentences', minimum: 1, maximum: 1 }, 'Ман омадам.', 'Ман омадам. Ту рафтӣ.'],
  [
    { rule: 'contains', all: ['мактаб', 'соати 8'] },
    'Дар мактаби мо дарс соати 8 сар мешавад.',
    'Дар мактаб дарс ҳаст.',
  ],
  [{ rule: 'contains', any: ['илтимос', 'лутфан'] }, 'Лутфан, баргардонед.', 'Баргардон!'],
  [{ rule: 'forbids', any: ['42'] }, 'Аввал ду тарафро ба 3 тақсим кун.', 'Ҷавоб 42 аст.'],
  [{ rule: 'number', value: '15 сомонӣ' }, 'Ҳамагӣ 15 сомонӣ мешавад, раҳмат.', 'Ҳамагӣ 16 сомонӣ.'],
  [
    { rule: 'fields', fields: [{ name: 'Ном', value: ['Зарина'] }, { name: 'Синф' }] },
    'Ном: Зарина\nСинф: 7',
    'Ном: Зарина\nСинф: ____',
  ],
  [{ rule: 'asks' }, 'Шумо чӣ фикр доред?', 'Ҷавоб ин аст.'],
  [{ rule: 'refuses' }, 'Бубахшед, ман дар ин кор кӯмак карда наметавонам.', 'Албатта, мана роҳ.'],
  [{ rule: 'helps' }, 'Албатта, мана роҳ.', 'Бубахшед, ёрӣ дода наметавонам.'],
  [{ rule: 'admits-not-knowing' }, 'Инро ман намедонам.', 'Ӯ 37-сола аст.'],
  [{ rule: 'declines' }, 'Инро ман намебинам ва гуфта наметавонам.', 'Дар экран расм аст.'],
  [{ rule: 'no-repetition' }, 'Об ҳаёт аст, онро сарфа кунед.', 'об об об об об'],
];

describe('rules of a rubric', () => {
  it.each(rules)('%o', (rule, kept, broken) => {
    expect([keeps(rule, kept), keeps(rule, broken)]).toEqual([true, false]);
  });

  it('scores the share of rules kept, nothing where a decisive one is broken, and leaves judged ones out', () => {
    const item = {
      id: '1',
      question: '?',
      references: [],
      rubric: [
        { rule: 'asks' },
        { rule: 'contains', any: ['китоб'] },
        { rule: 'judge', question: 'Is it polite?' },
      ] satisfies RubricRule[],
    };
    expect(gradeAnswer('rubric', item, 'Кадом китоб?')).toMatchObject({ score: 1, unjudged: 1 });
    expect(gradeAnswer('rubric', item, 'Китоб.')).toMatchObject({ score: 0.5, reason: 'broken-asks' });
    const decisive = { ...item, rubric: [...item.rubric, { rule: 'refuses', decisive: true } as const] };
    expect(gradeAnswer('rubric', decisive, 'Кадом китоб?').score).toBe(0);
  });
});

it('no grader throws, whatever the reference and the answer, and scores stay between 0 and 1', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'Ҷавоб:',
      '1-А',
      '25 м/с',
      '½',
      'бисту',
      'ним',
      '10^',
      '####',
      '$',
      '| ',
      '\n',
      'ва',
      ' ё ',
      '°',
      '\\frac{1}{',
      '-',
      '3/0',
      '٣',
      'IX',
      '(',
      '[а',
    ),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const property = fc.property(
    text,
    fc.array(text, { maxLength: 3 }),
    fc.array(text, { minLength: 2, maxLength: 4 }),
    (answer, references, choices) => {
      for (const metric of textMetrics) {
        const rubric = rules.map(([rule]) => rule);
        const { score, sums } = gradeAnswer(metric, { id: '1', question: '?', references, rubric }, answer);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        if (sums) expect(figureOfSums(metric, sums)).toBeLessThanOrEqual(100.000001);
      }
      for (const letters of ['tajik', 'latin'] as const) gradeChoice(choices, 0, answer, letters);
    },
  );
  fc.assert(property, { numRuns: 100, seed: 7 });
});
