import { mix32 } from '../tables/text-hash.ts';
import { type Tokens, tokenKind } from '../tables/tokens.ts';

/** How signatures are made and compared. */
export interface MinHashOptions {
  /** Documents that agree in all rows of one band are near-duplicates. */
  readonly bands: number;
  readonly rows: number;
  /** Words in a shingle. */
  readonly shingleSize: number;
}

let highs = new Uint32Array(1 << 12);
let lows = new Uint32Array(1 << 12);

/**
 * MinHash (Broder 1997) over word shingles: writes a 64-bit hash for each band (the halves beside each
 * other) into `bandHashes`; false when the text has fewer words than a shingle. Case, punctuation and
 * the digits of numbers make no difference.
 */
export class MinHash {
  readonly #options: MinHashOptions;
  readonly #offsets: Uint32Array;
  readonly #factors: Uint32Array;
  readonly #lowFactors: Uint32Array;

  constructor(options: MinHashOptions) {
    this.#options = options;
    const functions = options.bands * options.rows;
    this.#offsets = new Uint32Array(functions);
    this.#factors = new Uint32Array(functions);
    this.#lowFactors = new Uint32Array(functions);
    for (let index = 0; index < functions; index += 1) {
      this.#offsets[index] = mix32(0x51ed270b, index + 1);
      this.#factors[index] = mix32(0x2545f491, index + 1) | 1;
      this.#lowFactors[index] = mix32(0x6c078965, index + 1) | 1;
    }
  }

  sign(tokens: Tokens, bandHashes: Uint32Array): boolean {
    const shingles = shingle(tokens, this.#options.shingleSize);
    if (shingles === 0) return false;
    const { bands, rows } = this.#options;
    for (let band = 0; band < bands; band += 1) {
      let high = 0x1b873593;
      let low = 0xcc9e2d51;
      for (let row = 0; row < rows; row += 1) {
        const { least, at } = this.#least(band * rows + row, shingles);
        high = mix32(high, least);
        low = mix32(low, Math.imul(lows[at] ?? 0, this.#lowFactors[band * rows + row] ?? 0) ^ least);
      }
      bandHashes[2 * band] = high;
      bandHashes[2 * band + 1] = low;
    }
    return true;
  }

  /**
   * One function's least hash. A permuted hash has 64 bits: the upper half decides, and only the lower
   * half of the least one is ever needed, which keeps the inner loop at 32-bit arithmetic.
   */
  #least(number: number, shingles: number): { least: number; at: number } {
    const offset = this.#offsets[number] ?? 0;
    const factor = this.#factors[number] ?? 0;
    let least = 0xffffffff;
    let at = 0;
    for (let index = 0; index < shingles; index += 1) {
      const permuted = Math.imul((highs[index] as number) ^ offset, factor) >>> 0;
      if (permuted < least || (permuted === least && (lows[index] as number) < (lows[at] as number))) {
        least = permuted;
        at = index;
      }
    }
    return { least, at };
  }
}

/** Hashes every shingle into the buffers; returns how many there are. */
function shingle({ count, wordCount, kinds, hashHigh, hashLow }: Tokens, shingleSize: number): number {
  const shingles = wordCount - shingleSize + 1;
  if (shingles <= 0) return 0;
  if (highs.length < wordCount) {
    highs = new Uint32Array(wordCount * 2);
    lows = new Uint32Array(wordCount * 2);
  }
  let word = 0;
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index];
    if (kind === tokenKind.punctuation) continue;
    highs[word] = kind === tokenKind.number ? 1 : (hashHigh[index] ?? 0);
    lows[word] = kind === tokenKind.number ? 1 : (hashLow[index] ?? 0);
    word += 1;
  }
  for (let first = 0; first < shingles; first += 1) {
    let high = 0x9747b28c;
    let low = 0x3c6ef372;
    for (let index = first; index < first + shingleSize; index += 1) {
      high = mix32(high, highs[index] ?? 0);
      low = mix32(low, lows[index] ?? 0);
    }
    // Words before `first` are not read again, so the shingle may take their place.
    highs[first] = high;
    lows[first] = low;
  }
  return shingles;
}
