// Tajik prose for what sentence pairs are too few for. Lines that repeat a held-out line are left out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { splitSentences } from '../../src/language/words.ts';
import { tidyTajik } from './pairs.ts';

/** Files under data/text of the shared folder, and the most words taken from each (registers are balanced). */
const files: readonly (readonly [string, number])[] = [
  ['research/bbc-paragraphs.txt', 300_000],
  ['research/bbc-tweets.txt', 120_000],
  ['research/v14-news.txt', 40_000],
  ['research/school-essays.txt', 150_000],
  ['research/textbook-geography8.txt', 50_000],
  ['research/emaktab-lessons-noboiler.txt', 60_000],
  ['research/web-heritage.txt', 10_000],
  ['open/mozilla-www.txt', 37_000],
  ['open/explanatory-dictionary.txt', 150_000],
  ['research/hadith-bukhari.txt', 60_000],
  ['research/tafsir-osonbayon.txt', 120_000],
  ['research/poems-misc.txt', 8_000],
];

export interface ProseLine {
  readonly text: string;
  /** Lower case; punctuation left out of every other line, in the others parted by spaces. */
  readonly lower: string;
}

/** The sentences of the files, in order. */
export function loadProse(isHeldOut: (line: string) => boolean): ProseLine[] {
  const seen = new Set<string>();
  const found: ProseLine[] = [];
  for (const [file, mostWords] of files) {
    let words = 0;
    for (const paragraph of readFileSync(join(sharedFolder(), 'data/text', file), 'utf8').split('\n')) {
      if (words >= mostWords) break;
      // The tweets are cut off; their last word is half a word.
      const whole = paragraph.replace(/\S*\.{2,}\s*$/, '');
      if (isHeldOut(whole)) continue;
      for (const text of splitSentences(whole)) {
        const lower = tidyTajik(text.replace(/\d+/g, ' '));
        if (lower.length < 12 || /[^а-яёғӣқӯҳҷ -]/u.test(lower) || seen.has(lower)) continue;
        seen.add(lower);
        found.push({ text, lower: found.length % 2 === 0 ? lower : withMarks(text) });
        words += lower.split(' ').length;
      }
    }
  }
  return found;
}

function withMarks(text: string): string {
  return text
    .split(/([,.!?;:])/)
    .map((part, index) => (index % 2 === 1 ? part : tidyTajik(part.replace(/\d+/g, ' '))))
    .filter((part) => part !== '')
    .join(' ');
}

/** Words that prose writes with a capital inside sentences, four times in five and three times at least. */
export function findNames(lines: readonly string[]): Set<string> {
  const counts = new Map<string, [number, number]>();
  for (const line of lines) {
    for (const [index, word] of (line.match(/\p{Script=Cyrillic}+/gu) ?? []).entries()) {
      if (index === 0 || word.length < 3) continue;
      const key = word.toLowerCase();
      const row = counts.get(key) ?? [0, 0];
      row[0] += 1;
      if (/^\p{Lu}\p{Ll}/u.test(word)) row[1] += 1;
      counts.set(key, row);
    }
  }
  return new Set(
    [...counts].filter(([, [all, capital]]) => capital >= 3 && capital >= all * 0.8).map(([word]) => word),
  );
}
