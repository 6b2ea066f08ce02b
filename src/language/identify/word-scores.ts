import { kinds } from './characters.ts';
import { maximumFeatures, type Word, wordFeatures } from './features.ts';
import type { LanguageModel, ScriptModel } from './model.ts';

const slots = 1 << 14;
/** Longer words are seldom met twice. */
const keptLetters = 22;
const keySize = keptLetters + 1;

/**
 * The sums of weights of words. Text repeats its words, so the last ones are kept, each in the slot that its
 * letters pick: most words of running text are found there, which is several times faster than adding up.
 */
export class WordScores {
  /** The sums of a slot begin at slot × width. */
  readonly width: number;
  /** Sums of weights, slot by slot. 206 features of at most ±127 fit into 16 bits. */
  readonly sums: Int16Array;
  /** Number of features of the word in each slot. */
  readonly features = new Uint16Array(slots + 1);
  readonly #lanes: readonly Lanes[];
  readonly #accumulator: Int32Array;
  readonly #keys = new Uint16Array(slots * keySize);
  readonly #rows = new Int32Array(maximumFeatures);

  constructor(model: LanguageModel) {
    this.#lanes = model.map(packLanes);
    this.width = 2 * Math.max(...this.#lanes.map(({ width }) => width));
    this.#accumulator = new Int32Array(this.width / 2);
    this.sums = new Int16Array((slots + 1) * this.width);
  }

  /** The slot that holds the word's sums until the next call. The word's script must have a model. */
  slotOf(word: Word): number {
    if (word.length > keptLetters) return this.#fill(slots, word);
    const { letters, length } = word;
    const keys = this.#keys;
    // Kind and length in one number: words of two scripts never have a letter in common anyway.
    const shape = word.kind * 64 + length;
    let hash = shape;
    for (let place = 1; place <= length; place += 1)
      hash = Math.imul(hash ^ (letters[place] ?? 0), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const key = slot * keySize;
    let isSame = keys[key] === shape;
    for (let place = 1; isSame && place <= length; place += 1) isSame = keys[key + place] === letters[place];
    if (isSame) return slot;
    keys[key] = shape;
    for (let place = 1; place <= length; place += 1) keys[key + place] = letters[place] ?? 0;
    return this.#fill(slot, word);
  }

  #fill(slot: number, word: Word): number {
    const lanes = this.#lanes[word.kind - kinds.Cyrl];
    if (!lanes) return slot;
    const { pairs, width, mask } = lanes;
    const rows = this.#rows;
    const accumulator = this.#accumulator;
    const count = wordFeatures(word, mask, rows, 0);
    accumulator.fill(0);
    for (let index = 0; index < count; index += 1) {
      const base = (rows[index] ?? 0) * width;
      for (let lane = 0; lane < width; lane += 1) {
        accumulator[lane] = (accumulator[lane] ?? 0) + (pairs[base + lane] ?? 0);
      }
    }
    const first = slot * this.width;
    for (let lane = 0; lane < width; lane += 1) {
      const sum = accumulator[lane] ?? 0;
      const low = (sum << 16) >> 16;
      this.sums[first + 2 * lane] = low;
      this.sums[first + 2 * lane + 1] = (sum - low) >> 16;
    }
    this.features[slot] = count;
    return slot;
  }
}

/** The weights of a script's model, those of two classes in one number, so that one addition serves both. */
interface Lanes {
  readonly pairs: Int32Array;
  /** Numbers a row. */
  readonly width: number;
  readonly mask: number;
}

function packLanes({ classes, weights, mask }: ScriptModel): Lanes {
  const width = Math.ceil(classes.length / 2);
  const pairs = new Int32Array((mask + 1) * width);
  for (let row = 0; row <= mask; row += 1) {
    for (let one = 0; one < classes.length; one += 1) {
      const place = row * width + (one >> 1);
      const weight = weights[row * classes.length + one] ?? 0;
      pairs[place] = (pairs[place] ?? 0) + (one % 2 === 0 ? weight : weight * 65_536);
    }
  }
  return { pairs, width, mask };
}
