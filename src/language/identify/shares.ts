import { countUp } from '../../core/count-up.ts';
import { kinds } from './characters.ts';
import { WordReader } from './features.ts';
import { type LanguageLabel, scripts } from './labels.ts';
import { type LanguageModel, languageModel } from './model.ts';
import { softmax } from './score.ts';
import { WordScores } from './word-scores.ts';

/** A language of a mixed line and how much of it that is. */
export interface LanguageShare {
  readonly language: LanguageLabel | 'unknown';
  /** Share of the letters, 0–1. */
  readonly share: number;
}

interface SegmentWord {
  readonly place: number;
  readonly letters: number;
  /** Log-probability (nats) of each label of the word's script by the word alone. */
  readonly scores: Float64Array;
}

/**
 * What it costs to change the language between two words of one script, nats. On sentences of SIB-200 that are
 * not judged: 5 % of pure Tajik ones are split (at a name or loan), 88 % of four Russian words in one are found.
 */
const changeCost = 4;
/** No word alone rules a language out. */
const leastProbability = 1e-9;
/** More words than this are judged by the first ones. */
const maximumWords = 2000;
const tables = new WeakMap<LanguageModel, WordScores>();

/**
 * The languages of a line or text with their share of the letters, the largest first. Words of one script
 * are given to languages so that the words fit and the language seldom changes (Viterbi); a single foreign
 * word or name stays with its neighbours. Letters of scripts and languages without a model are `unknown`.
 */
export function languageShares(text: string): LanguageShare[] {
  return sharesWith(languageModel(), text);
}

/** {@link languageShares} with a given model. */
export function sharesWith(model: LanguageModel, text: string): LanguageShare[] {
  const { words, otherLetters } = readWords(model, text);
  const letters = new Map<LanguageLabel | 'unknown', number>();
  const add = (language: LanguageLabel | 'unknown', count: number) => {
    if (count > 0) countUp(letters, language, count);
  };
  add('unknown', otherLetters);
  for (const place of scripts.keys()) {
    const own = words.filter((word) => word.place === place);
    const path = bestPath(own.map(({ scores }) => scores));
    for (const [index, word] of own.entries()) {
      const group = model[place]?.groups[path[index] ?? 0];
      add(model[place]?.classes[group?.[0] ?? -1]?.label ?? 'unknown', word.letters);
    }
  }
  const total = [...letters.values()].reduce((sum, count) => sum + count, 0);
  return [...letters]
    .map(([language, count]) => ({ language, share: count / total }))
    .sort((one, other) => other.share - one.share);
}

function readWords(model: LanguageModel, text: string): { words: SegmentWord[]; otherLetters: number } {
  const known = tables.get(model) ?? new WordScores(model);
  tables.set(model, known);
  const reader = new WordReader();
  const words: SegmentWord[] = [];
  let otherLetters = 0;
  reader.begin(text);
  while (words.length < maximumWords && reader.next()) {
    const place = reader.word.kind - kinds.Cyrl;
    const script = model[place];
    if (!script) {
      otherLetters += reader.word.length;
      continue;
    }
    const slot = known.slotOf(reader.word);
    const first = slot * known.width;
    const factor = script.scale * (known.features[slot] ?? 0) ** script.exponent;
    const probabilities = softmax(known.sums.subarray(first, first + script.classes.length), factor);
    const scores = Float64Array.from(script.groups, (group) =>
      Math.log(group.reduce((sum, one) => sum + (probabilities[one] ?? 0), leastProbability)),
    );
    words.push({ place, letters: reader.word.length, scores });
  }
  return { words, otherLetters };
}

/** The classes of the words with the highest sum of scores less the cost of changes (Viterbi). */
function bestPath(words: readonly Float64Array[]): number[] {
  const from: Uint8Array[] = [];
  let sums = new Float64Array(words[0]?.length ?? 0);
  for (const scores of words) {
    let top = 0;
    for (const [one, sum] of sums.entries()) if (sum > (sums[top] ?? 0)) top = one;
    const changed = (sums[top] ?? 0) - changeCost;
    const origin = new Uint8Array(scores.length);
    const next = new Float64Array(scores.length);
    for (const [one, score] of scores.entries()) {
      const stayed = sums[one] ?? 0;
      origin[one] = stayed >= changed ? one : top;
      next[one] = Math.max(stayed, changed) + score;
    }
    from.push(origin);
    sums = next;
  }
  const path: number[] = [];
  let one = sums.indexOf(Math.max(...sums));
  for (const origin of from.toReversed()) {
    path.push(one);
    one = origin[one] ?? 0;
  }
  return path.toReversed();
}
