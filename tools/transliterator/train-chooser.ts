// Trains the choice among a word's candidates by its neighbours (softmax regression, Adagrad).
import { hashText, mix } from '../../src/language/transliterate/hashing.ts';
import {
  type Candidate,
  type ChooserWeights,
  denseValues,
  endingOf,
  type Neighbours,
  placeFeaturesOfWord,
  unseen,
  wholeFeatures,
} from '../../src/language/transliterate/word-chooser.ts';
import { Softmax } from './softmax.ts';
import { shuffled } from './train-letters.ts';

export interface ChooserExample {
  readonly place: Neighbours;
  readonly gold: string;
  readonly weight: number;
}

/** `candidatesOf` must leave the example itself out of the counts that it answers from. */
export function trainChooser(
  examples: readonly ChooserExample[],
  candidatesOf: (example: ChooserExample) => readonly Candidate[],
  { bits, rounds }: { bits: number; rounds: number },
): ChooserWeights {
  const softmax = new Softmax(bits, 0.1);
  const dense = Float32Array.of(1, 1, 0);
  const denseSquares = new Float32Array(dense.length).fill(10);
  for (let round = 0; round < rounds; round += 1) {
    for (const example of shuffled(examples, round)) {
      const candidates = candidatesOf(example);
      const right = candidates.findIndex(({ text }) => text === example.gold);
      if (right < 0 || candidates.length < 2) continue;
      const features = placeFeaturesOfWord(example.place);
      softmax.start(candidates.length, features.length);
      const values = candidates.map(denseValues);
      for (const [option, { text }] of candidates.entries()) {
        const whole = hashText(text);
        const ending = hashText(endingOf(text));
        for (let index = 0; index < features.length; index += 1) {
          softmax.put(option, index, mix(features[index] as number, index < wholeFeatures ? whole : ending));
        }
        for (let at = 0; at < dense.length; at += 1) {
          softmax.offsets[option] =
            (softmax.offsets[option] as number) + (values[option]?.[at] ?? 0) * (dense[at] as number);
        }
      }
      softmax.learn(right, example.weight);
      for (const [option, row] of values.entries()) {
        for (const [at, value] of row.entries()) {
          const gradient = (softmax.gradients[option] as number) * Math.max(-3, value);
          denseSquares[at] = (denseSquares[at] as number) + gradient * gradient;
          dense[at] = (dense[at] as number) - (0.05 * gradient) / Math.sqrt(denseSquares[at] as number);
        }
      }
    }
  }
  return { weights: softmax.weights, dense };
}

/** Candidates as if one sighting of the right form had not been counted. */
export function leaveOneOut(
  candidates: readonly Candidate[],
  kept: (text: string) => string,
  gold: string,
  forms: readonly { text: string; count: number }[],
  weight: number,
): readonly Candidate[] {
  const total = forms.reduce((sum, { count }) => sum + count, 0);
  const own = kept(gold);
  return candidates.map((candidate) => {
    const form = forms.find(({ text }) => text === kept(candidate.text) || text === candidate.text);
    if (!form || candidate.logShare === unseen) return candidate;
    const count = form.count - (form.text === own || form.text === gold ? weight : 0);
    return {
      ...candidate,
      logShare: count <= 0.01 ? unseen : Math.log(count / Math.max(1, total - weight + 1)),
    };
  });
}
