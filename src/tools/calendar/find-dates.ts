import { isWhole, type Rational } from '../exact/rational.ts';
import { foldWord } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';
import { type Day, isDay, monthNames } from './days.ts';

/** A date as it was named; without a year it means this year's or the next one. */
export interface NamedDate {
  readonly month: number;
  readonly day: number;
  readonly year?: number;
}

/** A time of day in minutes since midnight. */
export type Minutes = number;

export interface Dates {
  /** The text with dates as ¶0, times as ◷0. */
  readonly text: string;
  readonly dates: readonly NamedDate[];
  readonly times: readonly Minutes[];
}

/** Feasts with a fixed date (laws of Tajikistan on holidays; the calendar). */
const feasts: readonly (readonly [string, number, number])[] = [
  ['соли нав', 1, 1],
  ['рӯзи модар', 8, 3],
  ['наврӯз', 21, 3],
  ['иди наврӯз', 21, 3],
  ['ҷашни наврӯз', 21, 3],
  ['рӯзи ваҳдати миллӣ', 27, 6],
  ['рӯзи дониш', 1, 9],
  ['рӯзи истиқлолият', 9, 9],
  ['рӯзи истиқлол', 9, 9],
  ['рӯзи истиқлолияти давлатӣ', 9, 9],
  ['рӯзи забони давлатӣ', 5, 10],
  ['рӯзи конститутсия', 6, 11],
  ['рӯзи президент', 16, 11],
  ['рӯзи парчам', 24, 11],
  ['рӯзи парчами давлатӣ', 24, 11],
  ['рӯзи ғалаба', 9, 5],
];
const folded = feasts
  .map(([name, day, month]) => ({ name: name.split(' ').map(foldWord).join(' '), day, month }))
  .sort((one, other) => other.name.length - one.name.length);
const months = monthNames.map((name) => foldWord(name));
const monthWord = `(${months.map((name) => `${name}(?:и|ь)?`).join('|')})`;
const dated = new RegExp(
  `(?<= |^)№(\\d+)(?: ум| уми)? ${monthWord}(?: (?:соли )?№(\\d+)(?! (?:руз|соат|хафта|мох|дакика))(?: ?(?:сол|ум))?)?(?= |$)`,
  'gu',
);
const clock = /(?<= |^)(?:соати? )?№(\d+) : №(\d+)(?= |$)/gu;

/** Finds the dates, feasts and times of a reading. A date that does not exist is left as it stands. */
export function findDates(reading: Reading): Dates {
  const dates: NamedDate[] = [];
  const times: Minutes[] = [];
  const number = (index: string | undefined) =>
    index === undefined ? undefined : reading.numbers[Number(index)];
  let text = reading.text.replace(dated, (found, day: string, month: string, year?: string) => {
    const named = asDate(
      number(day)?.value,
      months.indexOf(month.replace(/[иь]$/u, '')) + 1 || months.indexOf(month) + 1,
      number(year)?.value,
    );
    return named ? `¶${dates.push(named) - 1}` : found;
  });
  for (const { name, day, month } of folded) {
    text = text.replace(
      new RegExp(`(?<= |^)${name}(?:и)?(?: (?:соли )?№(\\d+)(?! руз)(?: сол)?| имсола| имсол)?(?= |$)`, 'gu'),
      (_, year?: string) => {
        const value = number(year)?.value;
        const named = asDate({ top: BigInt(day), bottom: 1n }, month, value);
        return `¶${dates.push(named ?? { day, month }) - 1}`;
      },
    );
  }
  text = text.replace(clock, (found, hour: string, minute: string) => {
    const [h, m] = [number(hour), number(minute)];
    if (!h || !m || !/^\d\d$/.test(m.text) || !isWhole(h.value) || h.value.top > 24n || m.value.top > 59n)
      return found;
    return `◷${times.push(Number(h.value.top) * 60 + Number(m.value.top)) - 1}`;
  });
  return { text, dates, times };
}

function asDate(day: Rational | undefined, month: number, year: Rational | undefined): NamedDate | undefined {
  if (!day || !isWhole(day) || month < 1 || (year && !isWhole(year))) return undefined;
  const named = { day: Number(day.top), month, ...(year ? { year: Number(year.top) } : {}) };
  // Without a year 29 February may exist.
  return isDay({ ...named, year: named.year ?? 2000 }) ? named : undefined;
}

/** The date with its year; without one that of `today`, when it is known. */
export function completeDate(date: NamedDate | undefined, today: Day | undefined): Day | undefined {
  const year = date?.year ?? today?.year;
  if (!date || year === undefined) return undefined;
  const day = { ...date, year };
  return isDay(day) ? day : undefined;
}
