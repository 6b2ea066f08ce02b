/** The merges of a tokeniser by the ids of their halves; numbers only, in one block of memory. */
export interface MergeTable {
  /** The place of the merge of two tokens in `entries`, or -1. */
  find(left: number, right: number): number;
  /** At `find()` + {@link rankOffset}: the merge's rank (lower goes first); + {@link resultOffset}: the id it makes. */
  readonly entries: Int32Array;
}

export const rankOffset = 2;
export const resultOffset = 3;

const width = 4;
const empty = -1;

/** Builds the table from `[left id, right id, result id]` triples, best merge first, flattened. */
export function createMergeTable(merges: Int32Array): MergeTable {
  const count = merges.length / 3;
  const bits = Math.max(4, Math.ceil(Math.log2(count * 2 + 1)));
  const mask = 2 ** bits - 1;
  const shift = 32 - bits;
  const entries = new Int32Array((mask + 1) * width).fill(empty);

  const hash = (left: number, right: number) =>
    Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b) >>> shift;

  function slotOf(left: number, right: number): number {
    let slot = hash(left, right);
    for (;;) {
      const place = slot * width;
      const holder = entries[place];
      if (holder === empty || (holder === left && entries[place + 1] === right)) return place;
      slot = (slot + 1) & mask;
    }
  }

  for (let rank = 0; rank < count; rank += 1) {
    const left = merges[rank * 3] ?? 0;
    const right = merges[rank * 3 + 1] ?? 0;
    const place = slotOf(left, right);
    entries[place] = left;
    entries[place + 1] = right;
    entries[place + rankOffset] = rank;
    entries[place + resultOffset] = merges[rank * 3 + 2] ?? 0;
  }
  return {
    entries,
    find(left, right) {
      const place = slotOf(left, right);
      return entries[place] === empty ? -1 : place;
    },
  };
}
