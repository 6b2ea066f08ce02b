import { hashText, mix } from './hashing.ts';
import { logSum, sumWeights } from './letter-model.ts';

/** A way to write a word in its sentence. */
export interface Candidate {
  readonly text: string;
  /** log-share of this way among the times the word was seen; `unseen` when it was not. */
  readonly logShare: number;
  /** log-probability by letters; 0 where it was not asked. */
  readonly logSpelling: number;
}

/** The weights by which a word's neighbours choose among its candidates. */
export interface ChooserWeights {
  readonly weights: Float32Array;
  /** Weights of `logShare`, `logSpelling`, and of a candidate that was never seen. */
  readonly dense: Float32Array;
}

/** `logShare` of a candidate that the lexicon does not hold. */
export const unseen = -12;

/** The two words before and after a word; '' at the ends, a punctuation mark where one is between. */
export interface Neighbours {
  readonly before2: string;
  readonly before: string;
  readonly word: string;
  readonly after: string;
  readonly after2: string;
}

export const wholeFeatures = 8;

/**
 * Features of a place in a sentence: the first few are for the whole candidate, the others for its
 * ending alone (which is where ezafe, indefinite -е and -ӣ differ).
 */
export function placeFeaturesOfWord(place: Neighbours): Int32Array {
  const { before2, before, word, after, after2 } = place;
  const [h2, h1, h0, n1, n2] = [before2, before, word, after, after2].map(hashText) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [s1, s0, m1, m2] = [before, word, after, after2].map((text) => hashText(text.slice(-3))) as [
    number,
    number,
    number,
    number,
  ];
  const [t0, r1] = [hashText(word.slice(-2)), hashText(after.slice(-2))];
  const p1 = hashText(after.slice(0, 2));
  const values = [
    h0, mix(h0, n1), mix(h1, h0), n1, h1, mix(h0, m1), mix(s1, h0), mix(mix(h1, h0), n1),
    h0, n1, mix(h0, n1), h1, mix(h1, h0), mix(n1, n2), mix(h0, m1), mix(s0, n1), mix(s0, m1), mix(t0, r1), s0, m1,
    mix(mix(s1, s0), m1), mix(mix(s0, m1), m2), mix(h1, n1), mix(mix(h1, h0), n1), mix(mix(h2, h1), h0), mix(p1, m1),
    mix(mix(n1, m2), s0), t0,
  ]; // biome-ignore format: a table
  return Int32Array.from(values, (value, index) => mix(value, index + 301));
}

/** The part of a candidate that its grammar shows in: how it is joined on, and its last letters. */
export function endingOf(text: string): string {
  const joined = text.startsWith('+') || text.startsWith('-') ? text.charAt(0) : '';
  return joined + text.slice(/[уиӣеюяао]$/u.test(text) ? -2 : -1);
}

/** The score of each candidate, as log-probabilities. */
export function scoreCandidates(
  model: ChooserWeights,
  features: Int32Array,
  candidates: readonly Candidate[],
): number[] {
  const whole = features.subarray(0, wholeFeatures);
  const ofEnding = features.subarray(wholeFeatures);
  const scores = candidates.map((candidate) => {
    let score = sumWeights(model.weights, whole, hashText(candidate.text));
    score += sumWeights(model.weights, ofEnding, hashText(endingOf(candidate.text)));
    for (const [index, value] of denseValues(candidate).entries()) score += value * (model.dense[index] ?? 0);
    return score;
  });
  const total = logSum(scores);
  return scores.map((score) => score - total);
}

/** The values that the dense weights multiply. */
export function denseValues({ logShare, logSpelling }: Candidate): readonly number[] {
  return [logShare, logSpelling, logShare === unseen ? 1 : 0];
}
