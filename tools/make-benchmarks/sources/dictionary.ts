// The explanatory dictionary (MIT, komdil/Tajik-Keyword-Extractor), as the makers of benchmarks need it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../../../src/core/configuration.ts';
import { countUp } from '../../../src/core/count-up.ts';
import { headwords } from '../../../src/language/headwords.ts';
import { tajikLexicon } from '../../../src/language/lexicon/lexicon.ts';

export interface Entry {
  /** The headword without a homonym's number. */
  readonly word: string;
  readonly definition: string;
  /** How many definitions use the word: how known it is. */
  readonly uses: number;
  /** Headwords that are written the same. */
  readonly homonyms: number;
}

const rows = readFileSync(join(sharedFolder(), 'data/linguistic/explanatory-dictionary/words.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { word: string; definition: string | null });
const contents = new Map<string, ReadonlySet<string>>();
const uses = new Map<string, number>();
const homonyms = new Map<string, number>();
for (const { word, definition } of rows) {
  const base = baseOf(word);
  countUp(homonyms, base);
  for (const one of new Set(wordsOf(definition ?? ''))) countUp(uses, one);
}

/** Every entry with a definition. */
export const allEntries: readonly Entry[] = rows.flatMap(({ word, definition }) => {
  const base = baseOf(word);
  return definition
    ? [{ word: base, definition, uses: usesOf(base), homonyms: homonyms.get(base) ?? 0 }]
    : [];
});

/** The half that no training sample of this project may hold. */
export const reservedEntries = allEntries.filter(({ word }) => isReserved(word));

/** Whether a headword belongs to the half kept back for benchmarks: its hash begins with a byte ≥ 128. */
export function isReserved(word: string): boolean {
  return Number.parseInt(sha256(word).slice(0, 2), 16) >= 128;
}

export function usesOf(word: string): number {
  return uses.get(word) ?? 0;
}

export function isPlainWord(word: string): boolean {
  return /^[а-яёғӣқӯҳҷъ]{3,14}$/u.test(word);
}

/** Whether any word list of the project holds a form: the head words, or forms seen in running text. */
export function isKnownForm(word: string): boolean {
  return headwords().has(word) || tajikLexicon().weight(word) > 0;
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** Words that carry meaning: not too short, and not used all over the dictionary. */
export function contentWords(text: string): ReadonlySet<string> {
  let words = contents.get(text);
  if (!words) {
    words = new Set(wordsOf(text).filter((word) => word.length > 3 && usesOf(word) < 1500));
    contents.set(text, words);
  }
  return words;
}

/** The words that alone explain the first sense: халосшуда → раҳошуда, озодшуда. Empty when it is explained otherwise. */
export function glossesOf(definition: string): string[] {
  const [sense = ''] = withoutLabels(definition).split(/ 2\. |[;:◊]|, муқоб|муқоб/u);
  const parts = sense.replace(/[\s.]+$/u, '').split(/\s*,\s*/u);
  return parts.every((part) => isPlainWord(part)) ? parts : [];
}

/** A definition without the number of the sense and the labels in front. */
export function withoutLabels(definition: string): string {
  return definition.replace(/^1\. ?/u, '').replace(/^(\p{L}{1,6}\.(-\p{L}\.)?,? *)+(?=\p{L})/gu, '');
}

/** A rough part of speech, by ending. */
export function endingOf(word: string): string {
  if (/[дт]ан$/u.test(word)) return 'verb';
  if (/ӣ$/u.test(word)) return 'ӣ';
  if (/^(бе|но)/u.test(word)) return 'without';
  if (/(она)$/u.test(word)) return 'adverb';
  if (/(нок|манд|дор|вар|гин|шуда|карда|ёфта|дида)$/u.test(word)) return 'adjective';
  return 'other';
}

/** Letters that two words share at their ends. */
export function sharedEnding(left: string, right: string): number {
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  return count;
}

function baseOf(word: string): string {
  return word.toLowerCase().replace(/ [ivxі]+$/u, '');
}
