import type { AnalysedPage, AnalysedSentence } from '../text/analysed-page.ts';
import type { Candidate } from './candidates.ts';
import type { TermIndex } from './term-index.ts';

/** Where a question's terms are in a sentence. */
export interface SentenceMatch {
  readonly sentence: AnalysedSentence;
  /** For each term the surest match, 0 when there is none. */
  readonly best: readonly number[];
  /** Share of the question's rarity that the sentence holds, 0–1. */
  readonly cover: number;
  /** Words that match, with their places among the sentence's words. */
  readonly hits: readonly { readonly word: number; readonly term: number; readonly weight: number }[];
}

/** A page with the places of a question's terms. */
export interface PageMatch {
  readonly candidate: Candidate;
  readonly headingBest: readonly number[];
  readonly sentences: readonly SentenceMatch[];
  /** Features of {@link pageFeatureNames}, in that order. */
  readonly features: number[];
}

export const pageFeatureNames = [
  'index-score',
  'index-rank',
  'index-score-relative',
  'bm25-exact',
  'bm25-similar',
  'bm25-exact-relative',
  'bm25-similar-relative',
  'cover-exact',
  'cover-similar',
  'cover-heading',
  'heading-asked',
  'best-sentence',
  'second-sentence',
  'best-window',
  'best-sentence-relative',
  'neighbours',
  'largest-missing',
  'words-log',
  'terms',
  'rarity-mean',
] as const;

const k1 = 1.2;
const b = 0.6;
const usualWords = 250;

/** Finds a question's terms in the candidates and measures how well each page fits. */
export function matchPages(candidates: readonly Candidate[], terms: TermIndex): PageMatch[] {
  const measured = candidates.map((candidate, rank) => measure(candidate, rank, terms));
  const largest = (at: number) => Math.max(1e-6, ...measured.map(({ features }) => features[at] ?? 0));
  const maxima = { index: largest(0), exact: largest(3), similar: largest(4), sentence: largest(11) };
  for (const { features } of measured) {
    features[2] = (features[0] ?? 0) / maxima.index;
    features[5] = (features[3] ?? 0) / maxima.exact;
    features[6] = (features[4] ?? 0) / maxima.similar;
    features[14] = (features[11] ?? 0) / maxima.sentence;
  }
  return measured;
}

function measure(candidate: Candidate, rank: number, terms: TermIndex): PageMatch {
  const { analysed, indexScore } = candidate;
  const sentences = analysed.sentences.map((sentence) => matchSentence(sentence, terms));
  const headingBest = bestOf(analysed.heading, terms);
  const counts = countTerms(sentences, terms);
  const { rarities, totalRarity } = terms;
  const length = 1 - b + (b * analysed.wordCount) / usualWords;
  const bm25 = (frequencies: readonly number[]) =>
    rarities.reduce((sum, rarity, term) => {
      const frequency = frequencies[term] ?? 0;
      return sum + (rarity * frequency * (k1 + 1)) / (frequency + k1 * length);
    }, 0);
  const share = (best: readonly number[]) => coverOf(best, terms);
  const pageBest = rarities.map((_, term) =>
    Math.max(headingBest[term] ?? 0, ...sentences.map(({ best }) => best[term] ?? 0)),
  );
  const covers = sentences.map(({ cover }) => cover).sort((one, other) => other - one);
  const windows = sentences.map(({ best }, index) =>
    share(best.map((weight, term) => Math.max(weight, sentences[index + 1]?.best[term] ?? 0))),
  );
  const contentHeading = analysed.heading.filter(({ isStopWord }) => !isStopWord);
  const asked = contentHeading.filter((word) => terms.match(word)).length;
  const missing = rarities.filter((_, term) => (pageBest[term] ?? 0) === 0);
  return {
    candidate,
    headingBest,
    sentences,
    features: [
      indexScore,
      1 / (1 + rank),
      0,
      bm25(counts.exact),
      bm25(counts.similar),
      0,
      0,
      share(pageBest.map((weight) => (weight === 1 ? 1 : 0))),
      share(pageBest),
      share(headingBest),
      contentHeading.length === 0 ? 0 : asked / contentHeading.length,
      covers[0] ?? 0,
      covers[1] ?? 0,
      Math.max(0, ...windows),
      0,
      Math.max(0, ...sentences.map((match) => neighbours(match, terms.terms.length))),
      missing.length === 0 ? 0 : Math.max(...missing) / Math.max(...rarities),
      Math.log(1 + analysed.wordCount),
      terms.terms.length,
      terms.terms.length === 0 ? 0 : totalRarity / terms.terms.length,
    ],
  };
}

function countTerms(
  sentences: readonly SentenceMatch[],
  { terms }: TermIndex,
): { exact: number[]; similar: number[] } {
  const exact = terms.map(() => 0);
  const similar = terms.map(() => 0);
  for (const { term, weight } of sentences.flatMap(({ hits }) => hits)) {
    similar[term] = (similar[term] ?? 0) + weight;
    if (weight === 1) exact[term] = (exact[term] ?? 0) + 1;
  }
  return { exact, similar };
}

/** Finds a question's terms in one sentence. */
export function matchSentence(sentence: AnalysedSentence, terms: TermIndex): SentenceMatch {
  const best = terms.terms.map(() => 0);
  const hits: { word: number; term: number; weight: number }[] = [];
  for (const [index, word] of sentence.words.entries()) {
    const match = terms.match(word);
    if (!match) continue;
    hits.push({ word: index, ...match });
    best[match.term] = Math.max(best[match.term] ?? 0, match.weight);
  }
  return { sentence, best, cover: coverOf(best, terms), hits };
}

/** Share of a question's rarity that matches hold, 0–1. */
export function coverOf(best: readonly number[], { rarities, totalRarity }: TermIndex): number {
  if (totalRarity === 0) return 0;
  return rarities.reduce((sum, rarity, term) => sum + rarity * (best[term] ?? 0), 0) / totalRarity;
}

/** Share of the question's neighbouring terms that are within three words of each other. */
export function neighbours({ hits }: SentenceMatch, termCount: number): number {
  if (termCount < 2) return 0;
  const pairs = new Set<number>();
  for (const [index, hit] of hits.entries()) {
    for (const other of hits.slice(index + 1, index + 4)) {
      if (other.word - hit.word > 3) break;
      if (Math.abs(other.term - hit.term) === 1) pairs.add(Math.min(hit.term, other.term));
    }
  }
  return pairs.size / (termCount - 1);
}

function bestOf(words: AnalysedPage['heading'], terms: TermIndex): number[] {
  const best = terms.terms.map(() => 0);
  for (const word of words) {
    const match = terms.match(word);
    if (match) best[match.term] = Math.max(best[match.term] ?? 0, match.weight);
  }
  return best;
}
