import type { ClassSettings } from '../contract/class-settings.ts';

type Hours = ClassSettings['hours'];

const dayMs = 24 * 60 * 60_000;

/** Whether a class may ask at a moment, by the local time of the machine. */
export function isOpen(hours: Hours, at: number): boolean {
  if (hours.length === 0) return true;
  const date = new Date(at);
  const day = weekday(date);
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  return hours.some(({ days, from, to }) => days.includes(day) && time >= from && time < to);
}

/** When a class may ask again; null when it may now, or has no hours in a week. */
export function opensAt(hours: Hours, at: number): number | null {
  if (isOpen(hours, at)) return null;
  let earliest: number | null = null;
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = new Date(at + ahead * dayMs);
    for (const { days, from } of hours) {
      if (!days.includes(weekday(date))) continue;
      const [hour = 0, minute = 0] = from.split(':').map(Number);
      const start = new Date(date.getFullYear(), date.getMonth(), date.getDate(), hour, minute).getTime();
      if (start > at && (earliest === null || start < earliest)) earliest = start;
    }
    if (earliest !== null) return earliest;
  }
  return earliest;
}

function weekday(date: Date): number {
  return date.getDay() === 0 ? 7 : date.getDay();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
