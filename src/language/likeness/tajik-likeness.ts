import { outside, skeletonCode } from '../skeleton.ts';
import { readWeights, slotOf, type Weights } from '../weights-file.ts';
import { likenessFeatureLimit, likenessFeatures } from './word-features.ts';

let loaded: Weights | undefined;

const longestWord = 40;
const codes = new Uint8Array(longestWord);
const features = new Int32Array(likenessFeatureLimit(longestWord));
const rememberedWords = 50_000;
const remembered = new Map<string, number>();

/**
 * How much a Cyrillic word speaks for Tajik, in logits: above 0 for Tajik, below 0 for its neighbours
 * (Russian, Uzbek, Ukrainian, Serbian and others). The six special letters count as the plain ones,
 * so it makes no difference which font or keyboard a text was typed with. Add up over a line.
 */
export function wordLikeness(word: string): number {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  loaded ??= readWeights(new URL('../data/tajik-likeness.weights', import.meta.url));
  const length = Math.min(word.length, longestWord);
  for (let index = 0; index < length; index += 1) codes[index] = skeletonCode(word.charCodeAt(index));
  const count = likenessFeatures(codes, length, features);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += loaded.values[slotOf(features[index] ?? 0, loaded.mask)] ?? 0;
  }
  const likeness = sum * loaded.scale;
  if (remembered.size >= rememberedWords) remembered.clear();
  remembered.set(word, likeness);
  return likeness;
}

/** The Cyrillic words between two offsets of a text, one after the other. */
export function* cyrillicWords(
  text: string,
  from = 0,
  to = text.length,
): Generator<[start: number, end: number]> {
  let index = from;
  while (index < to) {
    if (skeletonCode(text.charCodeAt(index)) === outside) {
      index += 1;
      continue;
    }
    const start = index;
    while (index < to && skeletonCode(text.charCodeAt(index)) !== outside) index += 1;
    yield [start, index];
  }
}

/** {@link wordLikeness} summed over the words between two offsets. */
export function textLikeness(text: string, from = 0, to = text.length): number {
  let sum = 0;
  for (const [start, end] of cyrillicWords(text, from, to)) sum += wordLikeness(text.slice(start, end));
  return sum;
}
