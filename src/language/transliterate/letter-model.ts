import { hashText, mix } from './hashing.ts';

/** What a letter may become, and the weights by which its neighbours decide. */
export interface LetterWeights {
  /** Letter → what it may be written as, commonest first. */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  /** Length is a power of two. */
  readonly weights: Float32Array;
}

/** A way to write a word, with its natural log-probability. */
export interface Spelling {
  readonly text: string;
  readonly logProbability: number;
}

/** Windows around a letter that are features: [first, last] places relative to it. */
const windows = [
  [0, 0], [-1, 0], [0, 1], [-1, 1], [-2, 0], [0, 2], [-2, 1], [-1, 2], [-2, 2], [-3, 0], [0, 3], [-3, 1],
  [-1, 3], [-3, 3], [-4, 0], [0, 4], [-5, 1], [-1, 5], [1, 1], [-1, -1],
] as const; // biome-ignore format: a table
const padding = '_';
const reach = 6;

/** Features of a letter that do not depend on what was written before it. */
export function placeFeatures(word: string): Int32Array[] {
  const padded = padding.repeat(reach) + word + padding.repeat(reach);
  const features: Int32Array[] = [];
  for (let place = 0; place < word.length; place += 1) {
    const centre = place + reach;
    const row = new Int32Array(windows.length + 2);
    for (const [index, [first, last]] of windows.entries()) {
      row[index] = mix(hashText(padded.slice(centre + first, centre + last + 1)), index + 1);
    }
    row[windows.length] = mix(hashText(word.slice(0, place + 1)), 101);
    row[windows.length + 1] = mix(hashText(word.slice(place)), 102);
    features.push(row);
  }
  return features;
}

/** Features of a letter that depend on the last two spellings. */
export function historyFeatures(word: string, place: number, last: number, before: number): Int32Array {
  const here = word.charCodeAt(place);
  const next = place + 1 < word.length ? word.charCodeAt(place + 1) : 0;
  const one = mix(mix(last, here), 201);
  return Int32Array.of(
    one,
    mix(mix(one, before), 202),
    mix(mix(one, next), 203),
    mix(mix(mix(one, before), next), 204),
  );
}

interface Path {
  readonly text: string;
  readonly score: number;
  readonly last: number;
  readonly before: number;
}

/** A spelling this many nats below the best, before history is looked at, is not tried. */
const hopeless = 8;

/** The `count` likeliest ways to write a word, best first; a letter without spellings stays as it is. */
export function spellWord(model: LetterWeights, word: string, count: number): Spelling[] {
  const beam = count + 4;
  let paths: Path[] = [{ text: '', score: 0, last: 0, before: 0 }];
  for (const [place, features] of placeFeatures(word).entries()) {
    const options = optionsOf(model, word.charAt(place), features);
    const grown: Path[] = [];
    for (const path of paths) {
      if (options.length === 1) {
        const { text, hash } = options[0] as Option;
        grown.push({ text: path.text + text, score: path.score, last: hash, before: path.last });
        continue;
      }
      const history = historyFeatures(word, place, path.last, path.before);
      const scores = options.map(({ hash, base }) => base + sumWeights(model.weights, history, hash));
      const total = logSum(scores);
      for (const [index, { text, hash }] of options.entries()) {
        const score = path.score + (scores[index] ?? 0) - total;
        grown.push({ text: path.text + text, score, last: hash, before: path.last });
      }
    }
    paths = grown.sort((left, right) => right.score - left.score).slice(0, beam);
  }
  const seen = new Map<string, number>();
  for (const { text, score } of paths) if (!seen.has(text)) seen.set(text, score);
  return [...seen].slice(0, count).map(([text, logProbability]) => ({ text, logProbability }));
}

interface Option {
  readonly text: string;
  readonly hash: number;
  readonly base: number;
}

function optionsOf(model: LetterWeights, letter: string, features: Int32Array): Option[] {
  const options = (model.spellings.get(letter) ?? [letter]).map((text) => {
    const hash = hashText(text);
    return { text, hash, base: sumWeights(model.weights, features, hash) };
  });
  const most = Math.max(...options.map(({ base }) => base));
  return options.filter(({ base }) => base > most - hopeless);
}

/** The sum of the weights of features together with an outcome. */
export function sumWeights(weights: Float32Array, features: Int32Array, outcome: number): number {
  const mask = weights.length - 1;
  let sum = 0;
  for (let index = 0; index < features.length; index += 1) {
    sum += weights[mix(features[index] as number, outcome) & mask] as number;
  }
  return sum;
}

/** log Σ exp of some scores. */
export function logSum(scores: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return most + Math.log(sum);
}
