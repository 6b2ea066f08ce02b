import { coverOf, neighbours, type PageMatch, type SentenceMatch } from '../search/page-features.ts';
import type { TermIndex } from '../search/term-index.ts';
import type { Question } from '../text/question.ts';
import { frameNames, framesOf } from '../text/question-kinds.ts';
import { questionKinds } from '../types.ts';
import { type Marker, markerNames, markersOfKind } from './markers.ts';
import { factsOf } from './sentence-facts.ts';
import { type Wording, wordingFeatures, wordingNames } from './wording-features.ts';

const ownNames = [
  'page-score',
  'page-score-gap',
  'cover',
  'cover-with-heading',
  'cover-window',
  'cover-paragraph',
  'cover-page',
  'cover-specific',
  'cover-local',
  'cover-local-relative',
  'found-rarity',
  'new-words-log',
  'cover-relative-page',
  'cover-relative-all',
  'cover-previous',
  'cover-next',
  'largest-missing',
  'rarest-found',
  'names-found',
  'numbers-found',
  'neighbours',
  'density',
  'words-log',
  'place-in-page',
  'is-first',
  'is-first-of-paragraph',
  'begins-with-pronoun',
  'begins-with-term',
  'new-number',
  'new-name',
  'kind-fits',
  'term-is-defined',
  'terms',
] as const;

/** Names of the features of a sentence, in order. */
export const sentenceFeatureNames: readonly string[] = [
  ...ownNames,
  ...questionKinds.map((kind) => `asks-${kind}`),
  ...markerNames.map((marker) => `has-${marker}`),
  ...frameNames.map((name) => `asks-${name}`),
  ...wordingNames,
];

/** A sentence with its features. */
export interface MeasuredSentence {
  readonly match: SentenceMatch;
  readonly features: number[];
  /** Those of them that {@link wordingFeatures} measures. */
  readonly wording: readonly number[];
}

/** Measures the sentences of one page against a question. `pageScore` is the page model's; `gap` how far behind the best page. */
export function measureSentences(
  page: PageMatch,
  question: Question,
  terms: TermIndex,
  wording: Wording,
  { pageScore, gap }: { readonly pageScore: number; readonly gap: number },
): MeasuredSentence[] {
  const { sentences, headingBest } = page;
  const bestCover = Math.max(1e-6, ...sentences.map(({ cover }) => cover));
  const pageBest = maximum([headingBest, ...sentences.map(({ best }) => best)], terms);
  const local = localWeights(page, terms);
  const localTotal = Math.max(
    1e-6,
    local.reduce((sum, weight) => sum + weight, 0),
  );
  const localCover = ({ best }: SentenceMatch) =>
    local.reduce((sum, weight, term) => sum + weight * (best[term] ?? 0), 0) / localTotal;
  const bestLocal = Math.max(1e-6, ...sentences.map(localCover));
  const kindBits = questionKinds.map((kind) => (question.kinds.includes(kind) ? 1 : 0));
  const asked = question.understood.toLowerCase();
  const frameBits = framesOf(question.words.map(({ plain }) => plain).join(' '));
  const highest = Math.max(1e-6, ...terms.rarities);
  // A question answers none; the books' own end with many.
  const told = [...sentences.entries()].filter(([, { sentence }]) => !sentence.text.endsWith('?'));
  return told.map(([index, match]) => {
    const { sentence, best, cover, hits } = match;
    const before = sentences[index - 1];
    const after = sentences[index + 1];
    const paragraph = sentences.filter(({ sentence: other }) => other.paragraph === sentence.paragraph);
    const facts = factsOf(sentence);
    const { markers } = facts;
    const missing = terms.rarities.filter((_, term) => (best[term] ?? 0) === 0);
    const contentWords = sentence.words.filter(({ isStopWord }) => !isStopWord).length;
    const ownWording = wordingFeatures(wording, sentence);
    return {
      match,
      wording: ownWording,
      features: [
        pageScore,
        gap,
        cover,
        coverOf(maximum([best, headingBest], terms), terms),
        coverOf(maximum([best, before?.best ?? [], after?.best ?? []], terms), terms),
        coverOf(
          maximum(
            paragraph.map((other) => other.best),
            terms,
          ),
          terms,
        ),
        coverOf(pageBest, terms),
        coverSpecific(best, headingBest, terms),
        localCover(match),
        localCover(match) / bestLocal,
        cover * terms.totalRarity,
        Math.log(1 + Math.max(0, contentWords - hits.length)),
        cover / bestCover,
        0,
        before?.cover ?? 0,
        after?.cover ?? 0,
        missing.length === 0 ? 0 : Math.max(...missing) / highest,
        terms.rarities.some((rarity, term) => rarity === highest && (best[term] ?? 0) > 0) ? 1 : 0,
        shareFound(terms, best, ({ isName }) => isName),
        shareFound(terms, best, ({ isNumber }) => isNumber),
        neighbours(match, terms.terms.length),
        contentWords === 0 ? 0 : hits.length / contentWords,
        Math.log(1 + sentence.words.length),
        index / Math.max(1, sentences.length - 1),
        index === 0 ? 1 : 0,
        before?.sentence.paragraph === sentence.paragraph ? 0 : 1,
        facts.beginsWithPronoun ? 1 : 0,
        hits.some(({ word }) => word < 3) ? 1 : 0,
        facts.numbers.some((number) => !asked.includes(number)) ? 1 : 0,
        facts.names.some((name) => !asked.includes(name)) ? 1 : 0,
        kindFit(question, markers),
        definesTerm(match) ? 1 : 0,
        terms.terms.length,
        ...kindBits,
        ...markerNames.map((marker) => (markers.has(marker) ? 1 : 0)),
        ...frameBits,
        ...ownWording,
      ],
    };
  });
}

/** Fills in what compares a sentence with those of all pages. */
export function compareSentences(measured: readonly MeasuredSentence[]): void {
  const best = Math.max(1e-6, ...measured.map(({ match }) => match.cover));
  const at = sentenceFeatureNames.indexOf('cover-relative-all');
  for (const { match, features } of measured) features[at] = match.cover / best;
}

/**
 * How much each term tells the sentences of this page apart: its rarity in the library, times how rare it is among them.
 * A term that the heading holds is what the whole page is about.
 */
function localWeights({ sentences, headingBest }: PageMatch, { rarities }: TermIndex): number[] {
  return rarities.map((rarity, term) => {
    const holding = sentences.filter(({ best }) => (best[term] ?? 0) > 0).length;
    const isTopic = (headingBest[term] ?? 0) > 0 ? 0.5 : 1;
    return isTopic * Math.sqrt(rarity) * Math.log(1 + (sentences.length + 1) / (holding + 0.5));
  });
}

/** Share of the rarity of those terms that the heading does not hold; −1 when it holds all. */
function coverSpecific(
  best: readonly number[],
  headingBest: readonly number[],
  { rarities }: TermIndex,
): number {
  let total = 0;
  let found = 0;
  for (const [term, rarity] of rarities.entries()) {
    if ((headingBest[term] ?? 0) > 0) continue;
    total += rarity;
    found += rarity * (best[term] ?? 0);
  }
  return total === 0 ? -1 : found / total;
}

function maximum(lists: readonly (readonly number[])[], terms: TermIndex): number[] {
  return terms.terms.map((_, term) => Math.max(0, ...lists.map((list) => list[term] ?? 0)));
}

/** Share of the terms of a sort that were found; −1 when the question has none. */
function shareFound(
  { terms }: TermIndex,
  best: readonly number[],
  isOfSort: (term: TermIndex['terms'][number]) => boolean,
): number {
  const chosen = terms.flatMap((term, index) => (isOfSort(term) ? [best[index] ?? 0] : []));
  return chosen.length === 0 ? -1 : chosen.filter((weight) => weight > 0).length / chosen.length;
}

/** 1 when the sentence holds what the question asks for, −1 when it does not, 0 when the kind asks for nothing in particular. */
function kindFit({ kinds }: Question, markers: ReadonlySet<Marker>): number {
  const wanted = kinds.flatMap((kind) => markersOfKind[kind]);
  if (wanted.length === 0) return 0;
  return wanted.some((marker) => markers.has(marker)) ? 1 : -1;
}

/** Whether a term of the question is before a dash, «ин … аст», or before меноманд. */
function definesTerm({ sentence, hits }: SentenceMatch): boolean {
  return hits.some(({ word }) => {
    const place = sentence.words[word];
    if (!place) return false;
    const behind = sentence.text.slice(place.end - sentence.start, place.end - sentence.start + 30);
    return (
      /^\s*(?:\([^)]*\))?\s*[–—]\s/u.test(behind) ||
      /^\p{L}*\s+(?:гуфта|меноманд|номида|ном дорад|мегӯянд|ин )/u.test(behind) ||
      /^,?\s+\p{L}+ест/u.test(behind)
    );
  });
}
