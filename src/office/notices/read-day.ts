import { wordsToNumber } from '../../language/index.ts';
import { foldInPlace } from '../reading/fold.ts';

/** A calendar day; months count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const months = 'январ феврал март апрел маи июн июл август сентябр октябр ноябр декабр'.split(' ');

/**
 * The last day that a date names («аз 10 то 20 июн» → 20 June): by then the reader must act. Without a year the next
 * such day from `today` on. Nothing where no day of the month is named.
 */
export function readDay(written: string, today: CalendarDay): CalendarDay | undefined {
  const folded = foldInPlace(written);
  const figures = [...folded.matchAll(/(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?/gu)].at(-1);
  if (figures)
    return complete(
      Number(figures[1]),
      Number(figures[2]),
      figures[3] ? Number(figures[3]) : undefined,
      today,
    );
  const named = new RegExp(
    `(?<day>\\d{1,2}|[\\p{L}]+)(?:[- ]?уми|[- ]?ум)? (?<month>${months.join('|')})(?:и|ь)?(?: (?:соли )?(?<year>\\d{4}))?`,
    'u',
  ).exec(folded)?.groups;
  if (named?.day === undefined || named.month === undefined) return undefined;
  const writtenDay = written.slice(folded.indexOf(named.day), folded.indexOf(named.day) + named.day.length);
  const day = /^\d/u.test(named.day)
    ? Number(named.day)
    : Number(wordsToNumber(writtenDay.replace(/и$/u, ''))?.text);
  return complete(day, months.indexOf(named.month) + 1, named.year ? Number(named.year) : undefined, today);
}

function complete(
  day: number,
  month: number,
  year: number | undefined,
  today: CalendarDay,
): CalendarDay | undefined {
  if (!Number.isInteger(day) || day < 1 || month < 1 || month > 12) return undefined;
  const isPast = month < today.month || (month === today.month && day < today.day);
  const found = { year: year ?? today.year + (isPast ? 1 : 0), month, day };
  const date = new Date(Date.UTC(found.year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? found : undefined;
}
