import { splitWords } from '../language/index.ts';
import type { Filter } from './filter.ts';

/** Largest share of the letters in the most frequent phrase, by its length in words. */
export interface PhraseLimits {
  readonly twoWords: number;
  readonly threeWords: number;
  readonly fourWords: number;
}

// In a shorter text two equal phrases are already a large share.
const minimumWords = 50;

/** Leaves out texts of which one phrase makes up too large a share (templates, lists, machine output). */
export function repeatedPhrasesFilter(limits: PhraseLimits): Filter {
  const steps = [
    { length: 2, maximum: limits.twoWords },
    { length: 3, maximum: limits.threeWords },
    { length: 4, maximum: limits.fourWords },
  ];
  return {
    name: 'repetition',
    judge(text) {
      const words = splitWords(text.toLowerCase());
      if (words.length < minimumWords) return undefined;
      for (const { length, maximum } of steps) {
        const { phrase, share } = topPhrase(words, length);
        if (share > maximum) return { reason: 'repeated-phrase', value: `${share.toFixed(3)}: ${phrase}` };
      }
      return undefined;
    },
  };
}

/** The phrase of `length` words that covers most letters, and its share of all letters, 0–1. */
export function topPhrase(words: readonly string[], length: number): { phrase: string; share: number } {
  const counts = new Map<string, number>();
  for (let index = 0; index + length <= words.length; index += 1) {
    const phrase = words.slice(index, index + length).join(' ');
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let best = { phrase: '', covered: 0 };
  for (const [phrase, count] of counts) {
    const covered = count > 1 ? count * (phrase.length - length + 1) : 0;
    if (covered > best.covered) best = { phrase, covered };
  }
  return { phrase: best.phrase, share: letters === 0 ? 0 : best.covered / letters };
}
