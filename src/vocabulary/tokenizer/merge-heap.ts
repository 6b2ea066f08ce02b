/** A heap of (rank, position) pairs, smallest rank first, then smallest position. */
export interface MergeHeap {
  push(rank: number, position: number): void;
  /** Takes the smallest pair out into `rank` and `position`; false when there is none. */
  pop(): boolean;
  readonly rank: number;
  readonly position: number;
}

/** Pairs are kept as one number each: rank · 2³² + position, exact below 2⁵³. */
export function createHeap(): MergeHeap {
  const keys: number[] = [];
  const shift = 2 ** 32;
  let taken = 0;

  return {
    get rank() {
      return Math.floor(taken / shift);
    },
    get position() {
      return taken % shift;
    },
    push(rank, position) {
      const key = rank * shift + position;
      let place = keys.length;
      keys.push(key);
      while (place > 0) {
        const parent = (place - 1) >> 1;
        const parentKey = keys[parent] ?? 0;
        if (parentKey <= key) break;
        keys[place] = parentKey;
        place = parent;
      }
      keys[place] = key;
    },
    pop() {
      const last = keys.pop();
      if (last === undefined) return false;
      const count = keys.length;
      if (count === 0) {
        taken = last;
        return true;
      }
      taken = keys[0] ?? last;
      let place = 0;
      for (;;) {
        let child = place * 2 + 1;
        if (child >= count) break;
        if (child + 1 < count && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
        const childKey = keys[child] ?? 0;
        if (childKey >= last) break;
        keys[place] = childKey;
        place = child;
      }
      keys[place] = last;
      return true;
    },
  };
}
