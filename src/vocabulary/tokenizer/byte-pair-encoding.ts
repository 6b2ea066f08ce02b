import { createHeap } from './merge-heap.ts';
import { type MergeTable, rankOffset, resultOffset } from './merge-table.ts';

/** Merges in place: `ids[0…count]` become fewer ids; returns how many. */
export type MergeIds = (ids: Int32Array, count: number) => number;

/** From here on the heap is faster than looking at every pair again after each merge. */
const shortCount = 64;

/**
 * Byte-pair encoding of one chunk given as the ids of its characters: the best merge of all adjacent
 * pairs is done first, the leftmost of equals, until none is left.
 */
export function createMergeIds(table: MergeTable): MergeIds {
  const short = createShortMerge(table);
  const long = createLongMerge(table);
  return (ids, count) => (count <= shortCount ? short(ids, count) : long(ids, count));
}

/** Looks at all pairs each time: no bookkeeping, the fastest for words. */
export function createShortMerge(table: MergeTable): MergeIds {
  const { entries } = table;
  let places = new Int32Array(shortCount);
  return (ids, count) => {
    if (places.length < count) places = new Int32Array(count);
    for (let index = 0; index + 1 < count; index += 1) {
      places[index] = table.find(ids[index] ?? 0, ids[index + 1] ?? 0);
    }
    let left = count;
    for (;;) {
      let best = -1;
      let bestRank = 0x7fffffff;
      for (let index = 0; index + 1 < left; index += 1) {
        const place = places[index] ?? -1;
        if (place === -1) continue;
        const rank = entries[place + rankOffset] ?? 0;
        if (rank < bestRank) {
          bestRank = rank;
          best = index;
        }
      }
      if (best === -1) return left;
      ids[best] = entries[(places[best] ?? 0) + resultOffset] ?? 0;
      left -= 1;
      for (let index = best + 1; index < left; index += 1) {
        ids[index] = ids[index + 1] ?? 0;
        places[index] = places[index + 1] ?? -1;
      }
      if (best > 0) places[best - 1] = table.find(ids[best - 1] ?? 0, ids[best] ?? 0);
      if (best + 1 < left) places[best] = table.find(ids[best] ?? 0, ids[best + 1] ?? 0);
    }
  };
}

/** Keeps the pairs in a heap: n log n, for text without spaces. */
export function createLongMerge(table: MergeTable): MergeIds {
  const { entries } = table;
  return (ids, count) => {
    const next = Int32Array.from({ length: count }, (_, index) => index + 1);
    const previous = Int32Array.from({ length: count }, (_, index) => index - 1);
    // The merge that stands for the pair beginning here; an older one in the heap is stale.
    const current = new Int32Array(count).fill(-1);
    const heap = createHeap();
    const offer = (position: number) => {
      const right = next[position] ?? count;
      const place = right < count ? table.find(ids[position] ?? 0, ids[right] ?? 0) : -1;
      current[position] = place;
      if (place !== -1) heap.push(entries[place + rankOffset] ?? 0, position);
    };
    for (let position = 0; position < count; position += 1) offer(position);
    while (heap.pop()) {
      const { position, rank } = heap;
      const place = current[position] ?? -1;
      if (place === -1 || entries[place + rankOffset] !== rank) continue;
      const removed = next[position] ?? count;
      ids[position] = entries[place + resultOffset] ?? 0;
      current[removed] = -1;
      const after = next[removed] ?? count;
      next[position] = after;
      if (after < count) previous[after] = position;
      offer(position);
      const before = previous[position] ?? -1;
      if (before >= 0) offer(before);
    }
    let left = 0;
    for (let position = 0; position < count; position = next[position] ?? count) {
      ids[left] = ids[position] ?? 0;
      left += 1;
    }
    return left;
  };
}
