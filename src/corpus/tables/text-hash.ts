import { isWordUnit, lowerUnit } from './tokens.ts';

/**
 * Hash of the letters and digits of a part of a text, lower case: punctuation, spaces and capitals make
 * no difference. `units` says how many there were.
 */
export function hashLetters(
  text: string,
  start: number,
  end: number,
): { readonly high: number; readonly low: number; readonly units: number } {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  let units = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isWordUnit(unit)) continue;
    const lower = lowerUnit(unit);
    high = Math.imul(high ^ lower, 0x01000193);
    high ^= high >>> 13;
    low = Math.imul(low ^ lower, 0x5bd1e995);
    low ^= low >>> 15;
    units += 1;
  }
  return { high: mix32(high, low) >>> 0, low: mix32(low, high) >>> 0, units };
}

/** Mixes one more 64-bit value into a running hash; the order counts. */
export function mix32(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
