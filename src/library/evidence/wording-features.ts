import type { AnalysedSentence } from '../text/analysed-page.ts';
import type { Question } from '../text/question.ts';
import type { PlacedWord } from '../text/word-forms.ts';
import { factsOf } from './sentence-facts.ts';

/** Names of what {@link wordingFeatures} measures, in order. */
export const wordingNames = [
  'longest-run',
  'longest-run-share',
  'pairs-found',
  'gram-cover',
  'gram-density',
  'closed-words-found',
  'first-word-found',
  'last-word-found',
  'number-before-asked',
  'asked-noun-found',
  'new-names',
  'begins-with-new-name',
  'new-year',
] as const;

const gramLength = 4;

/** A question as {@link wordingFeatures} compares it; made once a question. */
export interface Wording {
  /** Stems of all words, of those too that are never looked for. */
  readonly stems: readonly string[];
  readonly pairs: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
  readonly grams: ReadonlySet<string>;
  /** Stem of the noun behind «чанд» or «кадом». */
  readonly asked: string | undefined;
  readonly isCount: boolean;
  readonly text: string;
}

/** Prepares a question's wording. */
export function wordingOf({ words, understood, kinds }: Question): Wording {
  const stems = words.map(({ stem }) => stem);
  const asking = words.findIndex(({ plain }) => /^(?:чанд|кадом)$/u.test(plain));
  return {
    stems,
    pairs: new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)),
    closed: new Set(words.filter(({ isStopWord }) => isStopWord).map(({ plain }) => plain)),
    grams: new Set(gramsOf(words.filter(({ isStopWord }) => !isStopWord))),
    asked: asking === -1 ? undefined : words[asking + 1]?.stem,
    isCount: kinds.includes('count'),
    text: understood.toLowerCase(),
  };
}

/** How far a sentence says what the question says in the same words, and whether it brings what the question does not ask for. */
export function wordingFeatures(wording: Wording, sentence: AnalysedSentence): number[] {
  const { words, text } = sentence;
  const { stems, pairs, closed, grams, asked } = wording;
  const own = words.map(({ stem }) => stem);
  const run = longestRun(stems, own);
  const foundPairs = new Set(own.slice(1).flatMap((stem, at) => pairHere(pairs, `${own[at]} ${stem}`)));
  const foundGrams = new Set<string>();
  let ownGrams = 0;
  for (const { plain, isStopWord } of words) {
    if (isStopWord) continue;
    ownGrams += gramsIn(plain);
    for (let at = 0; at < gramsIn(plain); at += 1) {
      const gram = gramAt(plain, at);
      if (grams.has(gram)) foundGrams.add(gram);
    }
  }
  const plains = new Set(words.map(({ plain }) => plain));
  const found = new Set(own);
  const names = newNames(wording, words, text);
  const holds = (stem: string | undefined) => (stem !== undefined && found.has(stem) ? 1 : 0);
  return [
    run,
    stems.length === 0 ? 0 : run / stems.length,
    pairs.size === 0 ? 0 : foundPairs.size / pairs.size,
    grams.size === 0 ? 0 : foundGrams.size / grams.size,
    ownGrams === 0 ? 0 : foundGrams.size / ownGrams,
    closed.size === 0 ? -1 : [...closed].filter((word) => plains.has(word)).length / closed.size,
    holds(stems[0]),
    holds(stems.at(-1)),
    wording.isCount && asked !== undefined ? numberBefore(words, asked) : -1,
    asked === undefined ? -1 : holds(asked),
    Math.min(names.length, 4),
    names.some((at) => at < 3) ? 1 : 0,
    factsOf(sentence).years.some((year) => !wording.text.includes(year)) ? 1 : 0,
  ];
}

/** Names of what {@link pageWording} measures, in order. */
export const pageWordingNames = [
  'heading-gram-cover',
  'heading-gram-share',
  'best-gram-cover',
  'best-longest-run',
  'best-pairs-found',
] as const;

/** How far a page's heading and its best sentences say what the question says; `rows` are those of {@link wordingFeatures}. */
export function pageWording(
  wording: Wording,
  heading: readonly PlacedWord[],
  rows: readonly (readonly number[])[],
): number[] {
  const own = new Set(gramsOf(heading.filter(({ isStopWord }) => !isStopWord)));
  const shared = [...own].filter((gram) => wording.grams.has(gram)).length;
  const largest = (name: (typeof wordingNames)[number]) => {
    const at = wordingNames.indexOf(name);
    return Math.max(0, ...rows.map((row) => row[at] ?? 0));
  };
  return [
    wording.grams.size === 0 ? 0 : shared / wording.grams.size,
    own.size === 0 ? 0 : shared / own.size,
    largest('gram-cover'),
    largest('longest-run'),
    largest('pairs-found'),
  ];
}

function pairHere(pairs: ReadonlySet<string>, pair: string): string[] {
  return pairs.has(pair) ? [pair] : [];
}

/** Parts of four letters of folded words; a short word is one part. */
function gramsOf(words: readonly PlacedWord[]): string[] {
  return words.flatMap(({ plain }) => Array.from({ length: gramsIn(plain) }, (_, at) => gramAt(plain, at)));
}

function gramsIn(word: string): number {
  return Math.max(1, word.length - gramLength + 1);
}

function gramAt(word: string, at: number): string {
  return word.slice(at, at + gramLength);
}

/** How many words of the question stand in the sentence one behind the other. */
function longestRun(asked: readonly string[], told: readonly string[]): number {
  let longest = 0;
  let above = new Uint8Array(told.length + 1);
  for (const stem of asked) {
    const line = new Uint8Array(told.length + 1);
    for (const [at, other] of told.entries()) {
      if (stem !== other) continue;
      const run = (above[at] ?? 0) + 1;
      line[at + 1] = run;
      longest = Math.max(longest, run);
    }
    above = line;
  }
  return longest;
}

/** Whether a number stands before the noun that was asked for («чанд дараҷа»: «88 дараҷа»). */
function numberBefore(words: readonly PlacedWord[], noun: string): number {
  return words.some(
    ({ stem }, at) =>
      stem === noun && words.slice(Math.max(0, at - 2), at).some(({ plain }) => /^\p{N}/u.test(plain)),
  )
    ? 1
    : 0;
}

/** Places of words with a capital inside the sentence that the question does not have. */
function newNames({ text: asked }: Wording, words: readonly PlacedWord[], text: string): number[] {
  const from = words[0]?.start ?? 0;
  const start = text.search(/[\p{L}\p{N}]/u);
  return words.flatMap(({ start: place, end, isStopWord }, at) => {
    if (at === 0 || isStopWord) return [];
    const surface = text.slice(start + place - from, start + end - from);
    return /^\p{Lu}\p{Ll}+/u.test(surface) && !asked.includes(surface.toLowerCase().slice(0, 5)) ? [at] : [];
  });
}
