import { mix } from '../hash.ts';

const longest = 5;

/**
 * Writes the features of a word (skeleton codes) into `target` and returns their number: runs of up to
 * five letters, its borders counted as letters, and the whole word.
 */
export function likenessFeatures(codes: Uint8Array, length: number, target: Int32Array): number {
  let count = 0;
  let whole = 0x1dea;
  for (let index = 0; index < length; index += 1) whole = mix(whole, codes[index] ?? 0);
  target[count++] = whole;
  for (let start = -1; start < length; start += 1) {
    let hash = mix(0x60d, start < 0 ? border : (codes[start] ?? 0));
    const stop = Math.min(start + longest - 1, length);
    for (let index = start + 1; index <= stop; index += 1) {
      hash = mix(hash, index === length ? border : (codes[index] ?? 0));
      target[count++] = hash;
    }
  }
  return count;
}

const border = 0xff;

/** As many features as a word of `length` letters has at most. */
export function likenessFeatureLimit(length: number): number {
  return 1 + (length + 1) * (longest - 1);
}
