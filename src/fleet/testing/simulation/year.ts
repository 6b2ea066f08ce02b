export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The first day of the simulated year; days begin at midnight, local time and UTC are the same. */
export const firstDay = Date.UTC(2026, 8, 1);

/** The start of a day of the simulation, counted from the first. */
export function dayStart(day: number): number {
  return firstDay + day * dayMs;
}

/** The start of the day that a time lies in. */
export function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}

/** Six days a week from September to May, without the holidays of autumn, New Year and spring. Assumed. */
export function isSchoolDay(time: number): boolean {
  const date = new Date(time);
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
  if (date.getUTCDay() === 0 || (month >= 6 && month <= 8)) return false;
  const isHoliday =
    (month === 11 && day <= 8) || (month === 1 && day <= 10) || (month === 3 && day >= 21 && day <= 29);
  return !isHoliday;
}

/** Power cuts an hour of use: some in summer, many from November to March. Assumed. */
export function cutsPerHour(time: number): number {
  const month = new Date(time).getUTCMonth() + 1;
  return month >= 11 || month <= 3 ? 0.08 : 0.015;
}
