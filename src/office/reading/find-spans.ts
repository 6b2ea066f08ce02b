import { cue, foldInPlace, monthSource, weekdaySource } from './fold.ts';

export const spanKinds = ['date', 'time', 'money', 'phone', 'email', 'number'] as const;
export type SpanKind = (typeof spanKinds)[number];

/** A piece of a text, by its offsets. The text itself is always `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
export interface TypedSpan extends Span {
  readonly kind: SpanKind;
}

const year = '(?:,? (?:соли )?\\d{4}(?:-?ум)?)?';
const day = '#(?:[- ]?уми|[- ]?ум)?';
const named = `(?:рӯзи |рӯзҳои )?${weekdaySource}`;
const relative = `${weekdaySource}и (?:гузашта|оянда)|(?:охири|аввали|миёнаи|нимаи) (?:моҳ|ҳафта|сол|${monthSource})|моҳи нав|соли нав|рӯз(?:ҳо)?и (?:корӣ|истироҳат)|рӯзи дарҳои кушод|завтра|сегодня|имрӯз|пагоҳ|фардо|пасфардо|дирӯз|дишаб|имшаб|парерӯз|ҳар (?:рӯз|ҳафта|моҳ|сол|саҳар|бегоҳ|шаб|субҳ)|# ?(?:рӯз|ҳафта|моҳ|сол) боз|(?:ҳафтаи|моҳи|соли) (?:оянда|гузашта)`;
const within =
  '(?:дар давоми|дар муддати|муддати|на дертар аз|дар зарфи) # ?(?:рӯз|соат|ҳафта|моҳ)(?:и корӣ)?';
const feast = '(?:рӯзи|то|дар|пеш аз|баъди) (?:иди |ҷашни )?наврӯз';
const dates = [
  cue(`${named}(?:, ${weekdaySource})*(?: ва ${weekdaySource})+`),
  cue(`ҳар ${weekdaySource}`),
  cue(`(?:санаи )?${day} ва ${day} ${monthSource}${year}`),
  cue(
    `(?:${named},? )?(?:санаи )?${day} (?:то|[-–—]) ${day} ${monthSource}${year}|${day}[-–—]${day} ${monthSource}${year}`,
  ),
  cue(`(?:${named},? )?${day} ${monthSource}${year}(?:,? ${named})?`),
  cue(`\\d{1,2}[./]\\d{1,2}[./](?:\\d{4}|\\d{2})|(?<!-)\\d{1,2}-\\d{1,2}-\\d{4}`),
  cue(`(?:0?[1-9]|[12]\\d|3[01])\\.(?:0[1-9]|1[0-2])`),
  cue(named),
  cue(`(?:аз )?#(?:-?ум)? (?:то|[-–—]) #-?уми (?:ҳар )?моҳ`),
  cue(`#-?уми ҳар моҳ|(?:то )?#-ум(?:и моҳ)?`),
  cue(`моҳи ${monthSource}${year}`),
  cue(relative),
  cue(feast),
  cue(within),
];
const times = [
  cue(
    `соати? \\d{1,2}[:.]\\d{2}(?: ?(?:то|[-–—]) ?(?:соати )?\\d{1,2}[:.]\\d{2})?|\\d{1,2}:\\d{2}(?: ?(?:то|[-–—]) ?\\d{1,2}:\\d{2})?`,
  ),
  cue('(?:баъди |то |пеш аз )?соат(?:и|ҳои) # ?(?:то|[-–—]) ?(?:соати )?#'),
  cue('аз # то #(?= (?:кор мекун|қабул мекун))'),
  cue('(?:баъди )?соати #(?:-?и (?:саҳар|субҳ|рӯз|бегоҳ|шом|шаб)| (?:пагоҳӣ|бегоҳӣ))?'),
];
const money = [
  cue(
    '#(?:[- ]?та)? ?(?:сомонӣ|сомони|сомон|сом|смн|доллар|рубл|евро|дирам)(?:ӣ|и|ю|ву)?(?: (?:ва )?# ?дирам)?',
  ),
];
const phones = [/(?<![\p{L}\p{N}:])\+?\d(?:[ ()-]{0,2}\d){6,13}(?![\p{L}\p{N}])/gu];
const emails = [/[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu];
const numbers = [cue('#')];

/** Finds dates, times, sums, telephones, addresses of mail and other numbers. Spans do not overlap. */
export function findSpans(text: string): TypedSpan[] {
  const folded = foldInPlace(text);
  const found: TypedSpan[] = [];
  const take = (
    kind: SpanKind,
    patterns: readonly RegExp[],
    accepts: (match: string) => boolean = () => true,
  ) => {
    for (const pattern of patterns) {
      for (const match of folded.matchAll(pattern)) {
        const span = { kind, start: match.index, end: match.index + match[0].length };
        if (accepts(match[0]) && !found.some((other) => overlaps(other, span))) found.push(span);
      }
    }
  };
  take('email', emails);
  take('money', money);
  take('date', dates.slice(0, 6));
  take('time', times.slice(0, 1));
  take('phone', phones, isPhone);
  take('time', times.slice(1));
  take('date', dates.slice(6), (match) => match !== 'душанбе' || isDay(folded, match));
  take('number', numbers);
  return found
    .filter(
      ({ kind, start }) => kind !== 'phone' || !/(?<!\p{L})\p{Lu}{1,2} ?$/u.test(wordBefore(text, start)),
    )
    .filter(({ kind, start, end }) => kind !== 'date' || !isCity(text.slice(start, end), folded, start))
    .sort((one, other) => one.start - other.start);
}

/** Enough of what is before a span to know its last short word: the whole text would be searched for each span. */
const wordBefore = (text: string, start: number) => text.slice(Math.max(0, start - 10), start);

const isDay = (folded: string, match: string) => folded.includes(`рузи ${match}`);

/** A capital Душанбе without «рӯзи» is the city; so is one after «шаҳри», «аз» or «ба». */
function isCity(written: string, folded: string, start: number): boolean {
  if (foldInPlace(written) !== 'душанбе') return false;
  return /^Д/u.test(written) || /(?:шахри|шахр|аз|ба|то|дар) $/u.test(wordBefore(folded, start));
}

/** Seven digits or more that do not group as one sum such as 1 500 000. */
function isPhone(match: string): boolean {
  const digits = match.replace(/\D/gu, '');
  return digits.length >= 7 &&
    digits.length <= 13 &&
    !/^\d{1,3}(?: \d{3})+$/u.test(match.replace(/^\+/u, 'x'))
    ? true
    : digits.length === 9;
}

export function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
