import { wordLikeness } from '../likeness/tajik-likeness.ts';
import { readWeights, slotOf, type Weights } from '../weights-file.ts';
import { contextFeatureLimit, contextFeatures, emptyContext, noNeighbour, shapeOf } from './features.ts';
import { longILogits } from './final-network.ts';
import { plainIndex, specialUnit } from './letters.ts';
import { describeWord, features, LineWords, longestWord, setPlace, type WordForm } from './line-words.ts';

/** A word that was written with its Tajik letters. */
export interface RestoreChange {
  /** Where the word begins in the text as it was given, in UTF-16 units. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** How probable it is that the letter least sure of is right, 0.5–1. */
  readonly confidence: number;
}

interface KnownForm {
  readonly form: WordForm;
  /** For each place the sum of the weights of its word features. */
  readonly sums: readonly number[];
  readonly likeness: number;
}

// Above this many logits the words beside a word do not change what its own letters say. Measured on NTREX.
const sureLogits = 5;
// Words beside which less speaks for Tajik than this stay, and words that speak against it as much as this (logits).
const leastEvidence = 1.5;
const foreignWord = -4;
// Of a last и that is no surer than this the network is asked too.
const doubtfulLogits = 5;
// What the network's word counts beside the weights'. Both chosen on SIB-200's train part.
const networkShare = 0.35;
const windowWords = 6;
const rememberedForms = 100_000;

let model: Weights | undefined;
const remembered = new Map<string, KnownForm>();
const words = new LineWords();
const context = emptyContext();
const contextHashes = new Int32Array(contextFeatureLimit);
let lineForms: KnownForm[] = [];
let endsInLongI = new Uint8Array(256);

/** Restores one line of a text, from one offset to another; appends what it changes. */
export function restoreLine(text: string, from: number, to: number, changes: RestoreChange[]): void {
  words.read(text, from, to);
  if (words.count === 0) return;
  context.isAfterLongI = false;
  model ??= readWeights(new URL('../data/tajik-restorer.weights', import.meta.url));
  if (lineForms.length < words.count) {
    lineForms = new Array(words.starts.length);
    endsInLongI = new Uint8Array(words.starts.length);
  }
  let near = 0;
  for (let word = 0; word < words.count; word += 1) {
    const start = words.starts[word] ?? 0;
    const known = knownForm(text, start, Math.min(words.ends[word] ?? 0, start + longestWord), model);
    lineForms[word] = known;
    if (word <= windowWords) near += known.likeness;
  }
  for (let word = 0; word < words.count; word += 1) {
    if (word > 0) {
      if (word + windowWords < words.count) near += lineForms[word + windowWords]?.likeness ?? 0;
      if (word > windowWords) near -= lineForms[word - windowWords - 1]?.likeness ?? 0;
    }
    const known = lineForms[word];
    if (!known) continue;
    const isTajik = near > leastEvidence && known.likeness > foreignWord;
    const change = isTajik ? restoreWord(text, word, known, model) : undefined;
    if (change) changes.push(change);
    const last = change ? change.after.at(-1) : text.charAt((words.ends[word] ?? 0) - 1);
    context.isAfterLongI = last === 'ӣ' || last === 'Ӣ';
    endsInLongI[word] = context.isAfterLongI ? 1 : 0;
  }
}

function restoreWord(
  text: string,
  word: number,
  known: KnownForm,
  weights: Weights,
): RestoreChange | undefined {
  const { form, sums } = known;
  const start = words.starts[word] ?? 0;
  let units: number[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  let isContextSet = false;
  for (let place = 0; place < sums.length; place += 1) {
    const offset = start + (form.places[place] ?? 0);
    const unit = text.charCodeAt(offset);
    if ((plainIndex[unit] ?? 0) === 0) continue;
    let logits = (sums[place] ?? 0) * weights.scale;
    if (logits < -sureLogits) continue;
    if (logits < sureLogits) {
      if (!isContextSet) setContext(text, word);
      isContextSet = true;
      logits += contextSum(form, place, weights) * weights.scale;
      if (context.isFinal && Math.abs(logits) < doubtfulLogits) {
        const more = longILogits(text, words, word, endsInLongI);
        logits += networkShare * (more - logits);
      }
    }
    if (logits <= 0) continue;
    units ??= unitsOf(text, start, words.ends[word] ?? 0);
    units[offset - start] = specialUnit[unit] ?? unit;
    least = Math.min(least, logits);
  }
  if (!units) return undefined;
  return {
    offset: start,
    before: text.slice(start, words.ends[word]),
    after: String.fromCharCode(...units),
    confidence: 1 / (1 + Math.exp(-least)),
  };
}

function setContext(text: string, word: number): void {
  context.before = (word > 0 && lineForms[word - 1]?.form.neighbour) || noNeighbour;
  context.after = (word + 1 < words.count && lineForms[word + 1]?.form.neighbour) || noNeighbour;
  context.gapBefore = words.gaps[word] ?? 0;
  context.gapAfter = words.gaps[word + 1] ?? 0;
  context.shape = shapeOf(text, words.starts[word] ?? 0, words.ends[word] ?? 0, context.gapBefore);
}

function contextSum(form: WordForm, place: number, weights: Weights): number {
  setPlace(context, form, place);
  const count = contextFeatures(context, contextHashes);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += weights.values[slotOf(contextHashes[index] ?? 0, weights.mask)] ?? 0;
  }
  return sum;
}

function knownForm(text: string, start: number, end: number, weights: Weights): KnownForm {
  const key = text.slice(start, end);
  const known = remembered.get(key);
  if (known) return known;
  const form = describeWord(text, start, end);
  const sums: number[] = [];
  let from = 0;
  for (const to of form.featureEnds) {
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      sum += weights.values[slotOf(features[index] ?? 0, weights.mask)] ?? 0;
    }
    sums.push(sum);
    from = to;
  }
  const made = { form, sums, likeness: wordLikeness(key) };
  if (remembered.size >= rememberedForms) remembered.clear();
  remembered.set(key, made);
  return made;
}

function unitsOf(text: string, start: number, end: number): number[] {
  const units: number[] = [];
  for (let offset = start; offset < end; offset += 1) units.push(text.charCodeAt(offset));
  return units;
}
