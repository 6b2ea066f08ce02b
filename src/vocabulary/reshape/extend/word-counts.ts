import { countUp } from '../../../core/count-up.ts';
import { spaceMark } from '../../tokenizer/tokenizer-file.ts';

/** How often each word occurs; a word is a run of letters, with U+2581 before it where a space is. */
export interface WordCounts {
  addText(text: string): void;
  add(word: string, count: number): void;
  /** The words, the most frequent first, then by text. */
  sorted(): [word: string, count: number][];
}

/** About 300 MB of words at most; a language has fewer that matter. */
export const mostWordTypes = 2 ** 21;

/** Longer runs of letters are no words. */
const longestWord = 48;

/**
 * Counts words in flat memory: when there are `capacity` different ones, the rarest are dropped until
 * half of the room is free again. The same texts in the same order give the same counts.
 */
export function createWordCounts(capacity = mostWordTypes): WordCounts {
  const counts = new Map<string, number>();

  function add(word: string, count: number): void {
    countUp(counts, word, count);
    if (counts.size <= capacity) return;
    for (let rarest = 1; counts.size > capacity / 2; rarest += 1) {
      for (const [rare, its] of counts) if (its <= rarest) counts.delete(rare);
    }
  }

  return {
    add,
    addText(text) {
      for (const [, space, letters = ''] of text.matchAll(/( ?)([\p{L}\p{M}]+)/gu)) {
        if (letters.length <= longestWord) add(space ? `${spaceMark}${letters}` : letters, 1);
      }
    },
    sorted: () =>
      [...counts].sort(
        ([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : one > other ? 1 : 0),
      ),
  };
}
