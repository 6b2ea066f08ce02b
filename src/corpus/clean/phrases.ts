import { KeyTable } from '../tables/key-table.ts';
import { mix32 } from '../tables/text-hash.ts';
import type { Tokens } from '../tables/tokens.ts';

const table = new KeyTable(1 << 14);
let counts = new Uint32Array(1 << 14);

/**
 * The phrases of a text by length: hashes of runs of tokens that grow by one token at a time, so that
 * all lengths from two to ten cost one pass each.
 */
export class Phrases {
  readonly #tokens: Tokens;
  readonly #highs: Uint32Array;
  readonly #lows: Uint32Array;
  #length = 1;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#highs = tokens.hashHigh.slice();
    this.#lows = tokens.hashLow.slice();
  }

  /**
   * The most frequent phrase of `length` tokens: how often it comes (the first one among equals) and
   * how many characters it has, spaces between its tokens among them.
   */
  mostFrequent(length: number): { readonly count: number; readonly characters: number } {
    const phrases = this.#extendTo(length);
    if (phrases <= 0) return { count: 0, characters: 0 };
    table.clear();
    if (counts.length < phrases) counts = new Uint32Array(phrases * 2);
    let best = 0;
    let bestNumber = -1;
    for (let index = 0; index < phrases; index += 1) {
      const size = table.size;
      const number = table.add(this.#highs[index] ?? 0, this.#lows[index] ?? 0);
      const count = number === size ? 1 : (counts[number] ?? 0) + 1;
      counts[number] = count;
      if (count > best || (count === best && number < bestNumber)) {
        best = count;
        bestNumber = number;
      }
    }
    const first = this.#firstOf(bestNumber, phrases);
    return { count: best, characters: this.#letters(first, length) + length - 1 };
  }

  /**
   * How many characters are in phrases of `length` tokens that came before already; a repeated phrase
   * is counted once for each time and the search continues behind it.
   */
  repeatedCharacters(length: number): number {
    const phrases = this.#extendTo(length);
    table.clear();
    let repeated = 0;
    for (let index = 0; index < phrases; ) {
      const size = table.size;
      if (table.add(this.#highs[index] ?? 0, this.#lows[index] ?? 0) < size) {
        repeated += this.#letters(index, length);
        index += length;
      } else index += 1;
    }
    return repeated;
  }

  #extendTo(length: number): number {
    const { count, hashHigh, hashLow } = this.#tokens;
    for (; this.#length < length; this.#length += 1) {
      const last = count - this.#length;
      for (let index = 0; index < last; index += 1) {
        const next = index + this.#length;
        this.#highs[index] = mix32(this.#highs[index] ?? 0, hashHigh[next] ?? 0);
        this.#lows[index] = mix32(this.#lows[index] ?? 0, (hashLow[next] ?? 0) ^ this.#length);
      }
    }
    return count - length + 1;
  }

  #firstOf(number: number, phrases: number): number {
    for (let index = 0; index < phrases; index += 1) {
      if (table.find(this.#highs[index] ?? 0, this.#lows[index] ?? 0) === number) return index;
    }
    return 0;
  }

  #letters(first: number, length: number): number {
    const { starts, ends } = this.#tokens;
    let letters = 0;
    for (let index = first; index < first + length; index += 1)
      letters += (ends[index] ?? 0) - (starts[index] ?? 0);
    return letters;
  }
}
