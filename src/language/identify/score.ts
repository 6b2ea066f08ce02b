import { kinds } from './characters.ts';
import { WordReader } from './features.ts';
import { scripts } from './labels.ts';
import type { LanguageModel } from './model.ts';
import { WordScores } from './word-scores.ts';

/** Adds up the sums of weights of a text's words, script by script. Reused from text to text. */
export class Scorer {
  /** Letters of each script, in the order of `scripts`; the last is any other script. */
  readonly letters = new Float64Array(scripts.length + 1);
  readonly reader = new WordReader();
  readonly words: WordScores;
  readonly #model: LanguageModel;
  readonly #features = new Float64Array(scripts.length);
  readonly #sums: readonly Int32Array[];

  constructor(model: LanguageModel) {
    this.#model = model;
    this.words = new WordScores(model);
    this.#sums = model.map(({ classes }) => new Int32Array(classes.length));
  }

  /** Adds up the words of a text from `start` to `end` (UTF-16 offsets), from zero. */
  read(text: string, start: number, end: number): void {
    const { letters, reader, words } = this;
    const { word } = reader;
    letters.fill(0);
    this.#features.fill(0);
    for (const sums of this.#sums) sums.fill(0);
    reader.begin(text, start, end);
    while (reader.next()) {
      const place = word.kind - kinds.Cyrl;
      letters[place] = (letters[place] ?? 0) + word.length;
      const sums = this.#sums[place];
      if (!sums) continue;
      const slot = words.slotOf(word);
      this.#features[place] = (this.#features[place] ?? 0) + (words.features[slot] ?? 0);
      addSums(sums, words.sums, slot * words.width);
    }
  }

  /** Calibrated probabilities of the classes of a script (its place in `scripts`); they sum to 1. */
  probabilities(place: number): Float64Array {
    const model = this.#model[place];
    const sums = this.#sums[place];
    if (!model || !sums) return new Float64Array(0);
    const features = this.#features[place] ?? 0;
    return softmax(sums, features === 0 ? 0 : model.scale * features ** model.exponent);
  }
}

function addSums(sums: Int32Array, table: Int16Array, first: number): void {
  for (let one = 0; one < sums.length; one += 1) sums[one] = (sums[one] ?? 0) + (table[first + one] ?? 0);
}

/** Probabilities whose logits are the sums × factor. */
export function softmax(sums: Int16Array | Int32Array, factor: number): Float64Array {
  const values = new Float64Array(sums.length);
  let best = Number.NEGATIVE_INFINITY;
  for (const sum of sums) if (sum > best) best = sum;
  let total = 0;
  for (let one = 0; one < sums.length; one += 1) {
    const value = Math.exp(((sums[one] ?? 0) - best) * factor);
    values[one] = value;
    total += value;
  }
  for (let one = 0; one < values.length; one += 1) values[one] = (values[one] ?? 0) / total;
  return values;
}
