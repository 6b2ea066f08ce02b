import { readQuantities } from '../../../evaluation/index.ts';
import { transliterate } from '../../../language/index.ts';
import { foldAnswer } from '../../grading/words-beside.ts';
import { writeNumbers } from '../../grading/write-numbers.ts';
import type { Item } from '../../items/item.ts';
import { type Secret, secretOf } from './secret.ts';
import { stemOf } from './stems.ts';

/** Keeps an answer out of what is said. */
export interface Guard {
  /** Whether a text gives the answer away: in digits, words, another unit or script, by stem or synonym. */
  leaks(text: string): boolean;
  /** The text with the answer's words and numbers blanked; nothing where that does not hide it. */
  blank(text: string): string | undefined;
}

export const blankMark = '___';

const guards = new WeakMap<Item, Guard>();

/** The guard of an item's answer. */
export function guardOf(item: Item): Guard {
  const standing = guards.get(item);
  if (standing) return standing;
  const guard = makeGuard(item);
  guards.set(item, guard);
  return guard;
}

function makeGuard(item: Item): Guard {
  const secret = secretOf(item);
  const leaks = (text: string): boolean =>
    namesNumber(text, secret) || namesWords(text, secret) || (secret.hasLetters && namesLetter(text));
  return {
    leaks,
    blank(text) {
      const hidden = hideWords(hideNumbers(text, secret), secret).replace(/(?:___[\s,]*)+___/gu, blankMark);
      return leaks(hidden) ? undefined : hidden;
    },
  };
}

function namesNumber(text: string, { numbers, factor, dimension, romans }: Secret): boolean {
  if (numbers.length === 0) return false;
  const words: readonly string[] = text.match(/[\p{L}]+/gu) ?? [];
  if (words.some((word) => romans.has(word))) return true;
  const readings = [text, text.replace(/(?<=\d)[\s.](?=\d{3}(?!\d))/gu, '')];
  if (/\p{Script=Latin}{2}/u.test(text)) readings.push(transliterate(text, { from: 'Latn', to: 'Cyrl' }));
  return readings
    .flatMap((reading) => [...readQuantities(reading), ...readQuantities(writeNumbers(reading))])
    .some(({ value, unit }) =>
      numbers.some((number) => {
        if (isSame(value, number)) return true;
        return (
          factor !== undefined &&
          unit !== undefined &&
          unit.dimension === dimension &&
          isSame(value * unit.factor, number * factor)
        );
      }),
    );
}

function namesWords(text: string, secret: Secret): boolean {
  const tokens = (text.match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((token) => formsOf(token));
  if (tokens.some((token) => isSecret(token, secret))) return true;
  const line = ` ${foldAnswer(text).join(' ')} `;
  if (secret.runs.some((run) => line.includes(` ${run} `))) return true;
  return secret.together.some((group) => group.every((entry) => namesEntry(tokens, entry)));
}

/** A word's stem, and the word itself: stems of verbs lose what denies them. */
function formsOf(word: string): string[] {
  return [stemOf(word), foldAnswer(word).join('')];
}

/** Whether half of an entry's words are there. */
function namesEntry(tokens: readonly string[], entry: readonly string[]): boolean {
  const found = entry.filter((stem) =>
    tokens.some((token) => token === stem || (stem.length > 3 && token.startsWith(stem))),
  );
  return found.length > 0 && found.length * 2 >= entry.length;
}

function namesLetter(text: string): boolean {
  return /(?<![\p{L}\d])[A-JА-ЕҶ]\s*[).]|вариант\p{L}*\s+[«"]?\p{L}(?!\p{L})/u.test(text);
}

function isSecret(stem: string, { stems }: Secret): boolean {
  return [...stems].some(
    (secret) =>
      stem === secret ||
      (secret.length > 3 && stem.startsWith(secret)) ||
      (secret.length > 4 && stem.includes(secret)),
  );
}

function hideWords(text: string, secret: Secret): string {
  let hidden = text.replace(/[\p{L}\p{M}]+/gu, (word) =>
    formsOf(word).some((form) => isSecret(form, secret)) ? blankMark : word,
  );
  for (const phrase of secret.phrases) {
    const pattern = phrase.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`);
    hidden = hidden.replace(new RegExp(String.raw`(?<![\p{L}\d])${pattern}(?![\p{L}\d])`, 'giu'), blankMark);
  }
  return hidden;
}

function hideNumbers(text: string, secret: Secret): string {
  if (secret.numbers.length === 0) return text;
  const hides = (part: string) => namesNumber(part, secret);
  return text
    .replace(/[−-]?\d+(?:[ \u00A0\u202F]\d{3})*(?:[.,]\d+)?(?:\s*\/\s*\d+)?(?:\s*%)?/gu, (part) =>
      hides(part) ? blankMark : part,
    )
    .replace(/\p{L}+(?:\s+(?:ва\s+)?\p{L}+)*/gu, (run) => hideNumerals(run, hides));
}

/** Blanks numerals in words: the longest that name the number first. */
function hideNumerals(run: string, hides: (part: string) => boolean): string {
  if (!hides(run)) return run;
  const words = run.split(/\s+/u);
  for (let length = Math.min(6, words.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      if (!hides(words.slice(from, from + length).join(' '))) continue;
      if (
        length > 1 &&
        (hides(words.slice(from + 1, from + length).join(' ')) ||
          hides(words.slice(from, from + length - 1).join(' ')))
      )
        continue;
      return hideNumerals(
        [...words.slice(0, from), blankMark, ...words.slice(from + length)].join(' '),
        hides,
      );
    }
  }
  return run;
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
}
