import { escapePattern } from '../../core/escape.ts';
import type { TypedSpan } from '../reading/find-spans.ts';
import { foldSource } from '../reading/fold.ts';
import {
  type Asked,
  type Candidate,
  spansOf,
  sureness,
  type TypedText,
  wordsAfter,
  wordsBefore,
} from './typed-text.ts';

const nearWords: Readonly<Record<string, string>> = {
  даромад: 'даромад|мегирам|доход',
  ичорапул: 'ичора|мохе|арзиш',
  маош: 'маош|музд|мохона|ойлик|зарплата',
  музд: 'маош|музд',
  карз: 'карз|маблаг|кредит',
  маблаг: 'маблаг|карз|кредит|вом',
  нарх: 'нарх|арзиш|мефуруш',
  мукофот: 'мукофот|муждагон',
};

/** Sums of money: the field whose word is nearest; the only sum for the only field. */
export function assignMoney(fields: readonly Asked[], typed: TypedText): Map<Asked, Candidate> {
  const found = new Map<Asked, Candidate>();
  const sums = spansOf(typed, 'money');
  const left = new Set(sums);
  for (const asked of fields) {
    const words = asked.heads.map((head) => nearWords[head] ?? escapePattern(head)).join('|');
    if (words === '') continue;
    const near = sums.filter((sum) => {
      const previous = Math.max(0, ...sums.filter((other) => other.end <= sum.start).map(({ end }) => end));
      const front = typed.folded
        .slice(Math.max(previous, sum.start - 34), sum.start)
        .replace(/^.*[.!?]\s/su, '');
      const back = wordsAfter(typed, sum.end, 14);
      return (
        new RegExp(`(?:^|[^\\p{L}])(?:${words})[^.]*$`, 'u').test(front) ||
        new RegExp(`^,? ?(?:${words})`, 'u').test(back)
      );
    });
    const [one, other] = near.filter((sum) => left.has(sum));
    if (one && !other) {
      found.set(asked, { ...one, score: sureness.cued });
      left.delete(one);
    }
  }
  const [last, ...more] = left;
  const open = fields.filter((asked) => !found.has(asked));
  const [field] = open;
  // Beside an income that is told, or of which nothing is said, the other sum is the one that is asked for.
  const isGeneral = field !== undefined && /маблаг|нарх|сумма/u.test(field.label);
  const isIncome = /даромад|доход|маош/u.test(typed.folded) && !fields.some((one) => found.has(one));
  if (field && last && more.length === 0 && open.length === 2 && isGeneral && !isIncome)
    found.set(field, { ...last, score: sureness.only });
  if (last && more.length === 0 && open.length === 1 && open[0] && (fields.length === 1 || isGeneral)) {
    found.set(open[0], { ...last, score: sureness.only });
  }
  return found;
}

/** Nouns that are counted, by what the label says: the number before (or after) one of them is the field's. */
const counted: readonly (readonly [label: RegExp, after: string, before: string])[] = (
  [
    [
      'синну|чанд сола|^синни|^сол$',
      '[- ]?(?:сола|солаам|солагӣ|солааст|сол дорам|сол дорад|сол дора|сол дошта|солам|сол(?! таҷриб| кор| собиқ| боз| пеш))',
      'синну солам|синну солаш|синнам|синнаш|синну сол',
    ],
    [
      'таҷриба|собиқа|чанд сол кор',
      ' ?(?:сол|года|лет|год)',
      'таҷрибаам|таҷриба|собиқаам|собиқаи корӣ|собиқа|стаж|опыт',
    ],
    [
      'соли|^сол$',
      '(?:-?ум)?$',
      'соли|соли истеҳсоли|соли нашраш|истеҳсоли соли|соли нашр|таваллуди|таваллуд',
    ],
    ['синф', '(?:-?уми?)? синф', 'синфи|синф|ба синфи'],
    ['рӯз', ' рӯз', 'ба муддати|муддати'],
    ['моҳ', ' моҳ', 'муҳлат|мӯҳлат'],
    ['саҳифа|ҳаҷм', ' (?:саҳифа|варақ|бет)', 'саҳифа'],
    [
      'мусофир|нафар|меҳмон|одам|иштирокчӣ|кас',
      ' (?:нафар|мусофир|меҳмон|одам|кас|иштирокчӣ|билет|чипта)',
      'шумораи меҳмонон|меҳмонон',
    ],
    ['дона|адад|миқдор', '(?:[- ]?та)? ?(?:дона|адад|та|дастагул|ҷуфт|нафар|порс|қуттӣ)', ''],
    ['нусха', ' нусха', 'нусха'],
    ['замин|гектар|\\(га\\)|майдон', ' ?(?:гектар|га|сотих)', 'майдони заминам|майдонаш'],
    ['соат', ' соат', ''],
    ['ҳуҷра', '[- ]?(?:ҳуҷра(?:гӣ|гиро|гии)?|комнат(?:ная|ный|ную|ы))', 'ҳуҷраҳо'],
    ['ҳарорат', ' ?(?:дараҷа|°)', 'ҳарораташ|ҳарорат|ҳарораташ ба|табаш|таб'],
    ['бор', ' (?:бор|маротиба)', ''],
    ['хона|утоқ', '[- ]?(?:хонагӣ|хонага|утоқа)', ''],
    ['кило|вазн', ' ?(?:кило|килограмм|кг)', 'вазнаш|вазнам'],
    ['қад', ' ?(?:см|сантиметр)', 'қадам|қадаш'],
    ['рақами мактаб|^мактаб', '-?(?:уми)? мактаб', 'мактаби|мактаби рақами|мактаби №'],
  ] as const
).map(([label, after, before]) => [
  new RegExp(foldSource(label), 'u'),
  foldSource(after),
  foldSource(before),
]);

/** A number, by the noun that it counts or by the label's word before it. */
export function numberCandidates(asked: Asked, typed: TypedText): Candidate[] {
  const numbers = spansOf(typed, 'number', 'date').flatMap((span) => asNumber(span, asked, typed));
  const rules = counted.filter(([label]) => label.test(asked.label));
  const own = asked.heads.map(escapePattern).join('|');
  return numbers.flatMap((number): Candidate[] => {
    const [front, back] = [wordsBefore(typed, number.start), wordsAfter(typed, number.end)];
    for (const [, after, before] of rules) {
      const isYear = /^(?:\d{4})$/u.test(typed.text.slice(number.start, number.end));
      if (before !== '' && new RegExp(`(?:^|[^\\p{L}])(?:${before})[ :№–—-]*$`, 'u').test(front)) {
        if (before.includes('синну') || !isYear || before.includes('соли'))
          return [{ ...number, score: sureness.cued }];
      }
      if (after.endsWith('$')) continue;
      if (
        new RegExp(`^(?:${after})(?![\\p{L}])|^(?:${after})(?:а|аи|ро|и|ҳо)?(?![\\p{L}])`, 'u').test(back) &&
        !/(?:соати|соат)\s*$/u.test(front)
      )
        return [{ ...number, score: sureness.cued - 1 }];
    }
    const isNamed =
      own !== '' && new RegExp(`(?:^|[^\\p{L}])(?:${own})(?:хо)?(?:и|аш|ам)?[ :№–—-]*$`, 'u').test(front);
    if (isNamed) return [{ ...number, score: sureness.cued }];
    if (/бахо/u.test(asked.label) && /оценка[ :]*$/u.test(front))
      return [{ ...number, score: sureness.cued }];
    if (rules.length > 0 || own === '') return [];
    if (new RegExp(`(?:^|[^\\p{L}])(?:${own})(?:и|аш|ам)?[ :№–—-]*$`, 'u').test(front))
      return [{ ...number, score: sureness.cued }];
    return new RegExp(`^ (?:[\\p{L}]+и )?(?:${own})`, 'u').test(back)
      ? [{ ...number, score: sureness.phrase }]
      : [];
  });
}

/** «соли 2013» inside a date is the year that a field of years asks for; «3 рӯз боз» the days. */
function asNumber(span: TypedSpan, { label }: Asked, { text }: TypedText): { start: number; end: number }[] {
  if (span.kind === 'number') return [{ start: span.start, end: span.end }];
  const year = /\d{4}/u.exec(text.slice(span.start, span.end));
  if (year === null || !/соли|^сол/u.test(label)) return [];
  return [{ start: span.start + year.index, end: span.start + year.index + 4 }];
}
