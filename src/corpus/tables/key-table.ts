/**
 * A hash table of 64-bit keys (two halves) in typed arrays; each key gets a number, in the order of
 * its first coming. Grows by itself; `clear` costs nothing that grows with its size.
 */
export class KeyTable {
  #mask: number;
  #slots: Uint32Array;
  #stamps: Uint32Array;
  #stamp = 1;
  #highs: Uint32Array;
  #lows: Uint32Array;
  #size = 0;

  constructor(expected = 1 << 12) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#mask = capacity - 1;
    this.#slots = new Uint32Array(capacity);
    this.#stamps = new Uint32Array(capacity);
    this.#highs = new Uint32Array(capacity >> 1);
    this.#lows = new Uint32Array(capacity >> 1);
  }

  /** How many keys it holds: the number that the next new key gets. */
  get size(): number {
    return this.#size;
  }

  /** Forgets every key. */
  clear(): void {
    this.#size = 0;
    this.#stamp += 1;
    if (this.#stamp === 0xffffffff) {
      this.#stamps.fill(0);
      this.#stamp = 1;
    }
  }

  /** The number of a key; a new key is added. */
  add(high: number, low: number): number {
    const found = this.#slotOf(high, low);
    if (this.#stamps[found] === this.#stamp) return this.#slots[found] ?? 0;
    const number = this.#size;
    this.#stamps[found] = this.#stamp;
    this.#slots[found] = number;
    this.#highs[number] = high;
    this.#lows[number] = low;
    this.#size += 1;
    if (this.#size === this.#highs.length) this.#grow();
    return number;
  }

  /** The number of a key, or -1. */
  find(high: number, low: number): number {
    const found = this.#slotOf(high, low);
    return this.#stamps[found] === this.#stamp ? (this.#slots[found] ?? -1) : -1;
  }

  #slotOf(high: number, low: number): number {
    const slots = this.#slots;
    const stamps = this.#stamps;
    const mask = this.#mask;
    const unsignedHigh = high >>> 0;
    const unsignedLow = low >>> 0;
    let slot = (Math.imul(high ^ (low >>> 7), 0x9e3779b1) ^ low) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (; stamps[slot] === this.#stamp; slot = (slot + 1) & mask) {
      const number = slots[slot] ?? 0;
      if (this.#lows[number] === unsignedLow && this.#highs[number] === unsignedHigh) return slot;
    }
    return slot;
  }

  #grow(): void {
    const capacity = (this.#mask + 1) * 2;
    const highs = new Uint32Array(capacity >> 1);
    const lows = new Uint32Array(capacity >> 1);
    highs.set(this.#highs);
    lows.set(this.#lows);
    this.#highs = highs;
    this.#lows = lows;
    this.#mask = capacity - 1;
    this.#slots = new Uint32Array(capacity);
    this.#stamps = new Uint32Array(capacity);
    this.#stamp = 1;
    for (let number = 0; number < this.#size; number += 1) {
      const slot = this.#slotOf(highs[number] ?? 0, lows[number] ?? 0);
      this.#stamps[slot] = 1;
      this.#slots[slot] = number;
    }
  }
}
