/** A heap of (count, item) pairs: the largest count first, then the smallest item. */
export interface CountHeap {
  push(count: number, item: number): void;
  /** Takes the first pair out into `count` and `item`; false when there is none. */
  pop(): boolean;
  readonly count: number;
  readonly item: number;
}

/** Counts are whole numbers up to 2⁵³, items up to 2³². */
export function createCountHeap(): CountHeap {
  const counts: number[] = [];
  const items: number[] = [];
  let count = 0;
  let item = 0;

  const isBefore = (oneCount: number, oneItem: number, place: number) => {
    const otherCount = counts[place] ?? 0;
    return oneCount > otherCount || (oneCount === otherCount && oneItem < (items[place] ?? 0));
  };
  const move = (from: number, to: number) => {
    counts[to] = counts[from] ?? 0;
    items[to] = items[from] ?? 0;
  };

  return {
    get count() {
      return count;
    },
    get item() {
      return item;
    },
    push(newCount, newItem) {
      let place = counts.length;
      counts.push(newCount);
      items.push(newItem);
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (!isBefore(newCount, newItem, parent)) break;
        move(parent, place);
        place = parent;
      }
      counts[place] = newCount;
      items[place] = newItem;
    },
    pop() {
      const lastCount = counts.pop();
      const lastItem = items.pop();
      if (lastCount === undefined || lastItem === undefined) return false;
      const length = counts.length;
      count = length === 0 ? lastCount : (counts[0] ?? 0);
      item = length === 0 ? lastItem : (items[0] ?? 0);
      if (length === 0) return true;
      let place = 0;
      for (;;) {
        let child = place * 2 + 1;
        if (child >= length) break;
        if (child + 1 < length && isBefore(counts[child + 1] ?? 0, items[child + 1] ?? 0, child)) child += 1;
        if (isBefore(lastCount, lastItem, child)) break;
        move(child, place);
        place = child;
      }
      counts[place] = lastCount;
      items[place] = lastItem;
      return true;
    },
  };
}
