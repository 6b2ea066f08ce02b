// Trains the letter model: which spelling each letter gets, from its neighbours (softmax regression, Adagrad).
import { hashText, mix } from '../../src/language/transliterate/hashing.ts';
import {
  historyFeatures,
  type LetterWeights,
  placeFeatures,
} from '../../src/language/transliterate/letter-model.ts';
import { add, type Counts } from './align.ts';
import type { Chunk } from './chunks.ts';
import { Softmax } from './softmax.ts';

export interface LetterSettings {
  readonly bits: number;
  readonly rounds: number;
  readonly spellingsPerLetter: number;
}

/** `examples`: aligned words with how much each counts. */
export function trainLetters(
  examples: readonly { readonly chunk: Chunk; readonly weight: number }[],
  { bits, rounds, spellingsPerLetter }: LetterSettings,
): LetterWeights {
  const counts: Counts = new Map();
  for (const { chunk, weight } of examples) {
    for (const [index, spelling] of chunk.spellings.entries())
      add(counts, chunk.word.charAt(index), spelling, weight);
  }
  const spellings = new Map(
    [...counts].map(([letter, row]) => [
      letter,
      [...row]
        .filter(([, n]) => n >= 3)
        .sort((a, b) => b[1] - a[1])
        .slice(0, spellingsPerLetter)
        .map(([text]) => text),
    ]),
  );
  const hashes = new Map([...spellings].map(([letter, list]) => [letter, list.map(hashText)]));
  const softmax = new Softmax(bits, 0.12);
  for (let round = 0; round < rounds; round += 1) {
    for (const { chunk, weight } of shuffled(examples, round)) {
      const places = placeFeatures(chunk.word);
      let last = 0;
      let before = 0;
      for (const [place, features] of places.entries()) {
        const letter = chunk.word.charAt(place);
        const gold = chunk.spellings[place] ?? '';
        const right = spellings.get(letter)?.indexOf(gold) ?? -1;
        const options = hashes.get(letter) ?? [];
        if (right >= 0 && options.length > 1) {
          const history = historyFeatures(chunk.word, place, last, before);
          softmax.start(options.length, features.length + history.length);
          for (let option = 0; option < options.length; option += 1) {
            for (let index = 0; index < features.length; index += 1) {
              softmax.put(option, index, mix(features[index] as number, options[option] as number));
            }
            for (let index = 0; index < history.length; index += 1) {
              softmax.put(
                option,
                features.length + index,
                mix(history[index] as number, options[option] as number),
              );
            }
          }
          softmax.learn(right, weight);
        }
        before = last;
        last = hashText(gold);
      }
    }
  }
  return { spellings, weights: softmax.weights };
}

/** A deterministic shuffle. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const list = [...items];
  let state = seed * 7919 + 12345;
  for (let index = list.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    const kept = list[index] as Item;
    list[index] = list[other] as Item;
    list[other] = kept;
  }
  return list;
}
