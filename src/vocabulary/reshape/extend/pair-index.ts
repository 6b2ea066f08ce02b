import { createCountHeap } from './count-heap.ts';

/** How often pairs of neighbouring tokens occur, kept up to date while words change. */
export interface PairIndex {
  /** Adds to the count of a pair that is in the word; a negative amount takes it away. */
  add(left: number, right: number, word: number, amount: number): void;
  /** The words in which a pair may stand (it did once), each once, in ascending order. */
  wordsOf(left: number, right: number): readonly number[];
  /** The most frequent pair; the one that was seen first among equals; `undefined` when there is none. */
  takeBest(): { readonly left: number; readonly right: number; readonly count: number } | undefined;
}

/** More tokens than any vocabulary has; two ids make one exact number. */
const idLimit = 2 ** 22;

/** Pairs that are never to be merged are not entered at all: `isCandidate` says which may be. */
export function createPairIndex(isCandidate: (left: number, right: number) => boolean): PairIndex {
  const numbers = new Map<number, number>();
  const lefts: number[] = [];
  const rights: number[] = [];
  const counts: number[] = [];
  const words: number[][] = [];
  const heap = createCountHeap();
  const changed = new Set<number>();
  const never = -1;

  function numberOf(left: number, right: number): number {
    const key = left * idLimit + right;
    let number = numbers.get(key);
    if (number === undefined) {
      number = isCandidate(left, right) ? counts.length : never;
      numbers.set(key, number);
      if (number === never) return never;
      lefts.push(left);
      rights.push(right);
      counts.push(0);
      words.push([]);
    }
    return number;
  }

  return {
    add(left, right, word, amount) {
      const number = numberOf(left, right);
      if (number === never) return;
      counts[number] = (counts[number] ?? 0) + amount;
      changed.add(number);
      const list = words[number] ?? [];
      if (amount > 0 && list.at(-1) !== word) list.push(word);
    },
    wordsOf(left, right) {
      const number = numbers.get(left * idLimit + right) ?? never;
      return [...new Set(words[number] ?? [])].sort((one, other) => one - other);
    },
    takeBest() {
      for (const number of changed) heap.push(counts[number] ?? 0, number);
      changed.clear();
      while (heap.pop()) {
        const number = heap.item;
        // An entry with another count than the pair has now is old: a newer one is in the heap.
        if (heap.count <= 0 || heap.count !== counts[number]) continue;
        return { left: lefts[number] ?? 0, right: rights[number] ?? 0, count: heap.count };
      }
      return undefined;
    },
  };
}
