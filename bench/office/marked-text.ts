// Texts marked by hand: {key|value} around a value, «!» before a sentence that asks for something.
import { readFileSync } from 'node:fs';
import { plainTajik } from '../../src/language/index.ts';

export const readLines = (name: string): readonly string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');

export const wordsOf = (text: string): readonly string[] =>
  plainTajik(text.toLowerCase()).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} % (${part})`;
}
