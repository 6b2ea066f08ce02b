/** A day of the Gregorian calendar. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const monthNames = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'май',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
] as const;
export const weekdayNames = [
  'якшанбе',
  'душанбе',
  'сешанбе',
  'чоршанбе',
  'панҷшанбе',
  'ҷумъа',
  'шанбе',
] as const;
export const firstYear = 1583;
export const lastYear = 9999;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

export function isDay({ year, month, day }: Day): boolean {
  return (
    year >= firstYear &&
    year <= lastYear &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/** Days since 1 March of the year 0 (so that leap days end a year). */
export function dayNumber({ year, month, day }: Day): number {
  const from = month > 2 ? year : year - 1;
  const count = (month + 9) % 12;
  return (
    365 * from +
    Math.floor(from / 4) -
    Math.floor(from / 100) +
    Math.floor(from / 400) +
    Math.floor((153 * count + 2) / 5) +
    day -
    1
  );
}

export function dayOfNumber(number: number): Day {
  let year = Math.floor((10_000 * number + 14_780) / 3_652_425);
  const before = (one: number) =>
    365 * one + Math.floor(one / 4) - Math.floor(one / 100) + Math.floor(one / 400);
  if (number < before(year)) year -= 1;
  const rest = number - before(year);
  const count = Math.floor((100 * rest + 52) / 3060);
  const day = rest - Math.floor((count * 306 + 5) / 10) + 1;
  return { year: year + (count >= 10 ? 1 : 0), month: ((count + 2) % 12) + 1, day };
}

export function addDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count);
}

/** The same day this many months later; the last day of the month where the month is too short. */
export function addMonths({ year, month, day }: Day, count: number): Day {
  const all = year * 12 + month - 1 + count;
  const [newYear, newMonth] = [Math.floor(all / 12), (all % 12) + 1];
  return { year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) };
}

export function weekday(day: Day): string {
  return weekdayNames[(dayNumber(day) + 3) % 7] ?? '';
}

/** 12 марти соли 2027. */
export function writeDay({ year, month, day }: Day): string {
  return `${day} ${monthNames[month - 1] ?? ''}и соли ${year}`;
}
