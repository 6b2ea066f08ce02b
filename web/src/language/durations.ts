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
