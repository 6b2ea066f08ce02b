/** Remembers the ids of chunks. Bounded: when it is full it forgets everything and starts again. */
export interface ChunkCache {
  /** Looks a chunk up; afterwards `values[valueStart…valueEnd]` are its ids. */
  find(units: Uint16Array, start: number, end: number): boolean;
  /** Adds the chunk that `find` has just missed. */
  add(units: Uint16Array, start: number, end: number, ids: Int32Array, count: number): void;
  readonly values: Int32Array;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Longer chunks are not worth remembering: they hardly ever come twice. */
export const longestCachedUnits = 48;

/**
 * A hash table whose keys and values lie in flat arrays: no string is made to look one up, and none
 * is kept alive. `capacity` (a power of two) is the number of chunks; about 60 bytes each.
 */
export function createChunkCache(capacity = 2 ** 17): ChunkCache {
  const mask = capacity * 2 - 1;
  const slots = new Int32Array(capacity * 2).fill(-1);
  const keys = new Uint16Array(capacity * 12);
  const values = new Int32Array(capacity * 6);
  // Where the key and the value of an entry end; they begin where those of the entry before end.
  const keyEnds = new Int32Array(capacity + 1);
  const valueEnds = new Int32Array(capacity + 1);
  let count = 0;
  let missedSlot = 0;
  let valueStart = 0;
  let valueEnd = 0;

  function isKey(entry: number, units: Uint16Array, start: number, length: number): boolean {
    const offset = keyEnds[entry] ?? 0;
    if ((keyEnds[entry + 1] ?? 0) - offset !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (keys[offset + index] !== units[start + index]) return false;
    }
    return true;
  }

  return {
    values,
    get valueStart() {
      return valueStart;
    },
    get valueEnd() {
      return valueEnd;
    },
    find(units, start, end) {
      let hash = 0x811c9dc5;
      for (let place = start; place < end; place += 1)
        hash = Math.imul(hash ^ (units[place] ?? 0), 0x01000193);
      let slot = (hash ^ (hash >>> 15)) & mask;
      for (;;) {
        const entry = slots[slot] ?? -1;
        if (entry === -1) {
          missedSlot = slot;
          return false;
        }
        if (isKey(entry, units, start, end - start)) {
          valueStart = valueEnds[entry] ?? 0;
          valueEnd = valueEnds[entry + 1] ?? 0;
          return true;
        }
        slot = (slot + 1) & mask;
      }
    },
    add(units, start, end, ids, idCount) {
      const keyStart = keyEnds[count] ?? 0;
      const idStart = valueEnds[count] ?? 0;
      if (count === capacity || keyStart + end - start > keys.length || idStart + idCount > values.length) {
        slots.fill(-1);
        count = 0;
        return;
      }
      keys.set(units.subarray(start, end), keyStart);
      for (let index = 0; index < idCount; index += 1) values[idStart + index] = ids[index] ?? 0;
      slots[missedSlot] = count;
      count += 1;
      keyEnds[count] = keyStart + end - start;
      valueEnds[count] = idStart + idCount;
    },
  };
}
