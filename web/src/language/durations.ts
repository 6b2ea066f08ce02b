import { language, texts } from './language.ts';
import { plural } from './plural.ts';

/** `20 сония`, from a minute and a half on `2 дақиқа`. */
export function durationText(seconds: number): string {
  const rounded = seconds > 20 ? Math.round(seconds / 5) * 5 : Math.max(1, Math.round(seconds));
  return rounded < 90
    ? plural(language.value, rounded, texts.value.seconds)
    : plural(language.value, Math.round(rounded / 60), texts.value.minutes);
}

/** Day and time in numbers, the same for every language: 21.11.2026 14:05. */
export function timeText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getDate())}.${two(date.getMonth() + 1)}.${date.getFullYear()}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** When a class opens: `имрӯз` or `рӯзи душанбе`, and `8:00`. */
export function openingText(milliseconds: number, now = Date.now()): { day: string; time: string } {
  const date = new Date(milliseconds);
  const days = daysBetween(now, milliseconds);
  const words = texts.value;
  const named = days === 0 ? words.dayToday : days === 1 ? words.dayTomorrow : words.days[date.getDay()];
  return { day: named ?? '', time: `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}` };
}

/** How many midnights lie between two moments. */
export function daysBetween(from: number, to: number): number {
  const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
