import { durationText } from './durations.ts';
import { texts } from './language.ts';
import { fill } from './plural.ts';

/** What an error code of the server means, for a person. */
export function errorText(code: string, seconds = 60): string {
  const words: Readonly<Record<string, string>> = texts.value.errors;
  return fill(words[code] ?? texts.value.errors.failed, { time: durationText(seconds) });
}
