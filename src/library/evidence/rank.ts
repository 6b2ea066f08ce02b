import type { Candidate } from '../search/candidates.ts';
import { matchPages, type PageMatch } from '../search/page-features.ts';
import type { TermIndex } from '../search/term-index.ts';
import type { Question } from '../text/question.ts';
import { gateFeatures } from './gate-features.ts';
import type { Ranker } from './ranker.ts';
import { bestSentenceScore, rerankFeatures } from './rerank-features.ts';
import { compareSentences, type MeasuredSentence, measureSentences } from './sentence-features.ts';
import { scoreTrees } from './trees.ts';
import { pageWording, wordingOf } from './wording-features.ts';

/** How many pages' sentences are looked at. */
export const pagesRead = 12;

/** A page after the first ranking, with its measured sentences. */
export interface ReadPage {
  readonly match: PageMatch;
  readonly firstScore: number;
  readonly sentences: readonly MeasuredSentence[];
  /** Features of {@link pageWordingNames}. */
  readonly wording: readonly number[];
}

/** A page in its final place. */
export interface RankedPage extends ReadPage {
  readonly score: number;
}

/** A sentence in its final place. */
export interface RankedSentence {
  readonly page: RankedPage;
  readonly measured: MeasuredSentence;
  readonly score: number;
}

/** Pages and sentences, best first. */
export interface Ranking {
  readonly pages: readonly RankedPage[];
  readonly sentences: readonly RankedSentence[];
}

/** Ranks the candidates by their own features, and measures the sentences of the best. */
export function readPages(
  candidates: readonly Candidate[],
  question: Question,
  terms: TermIndex,
  weights: readonly number[],
): ReadPage[] {
  const scored = matchPages(candidates, terms)
    .map((match) => ({
      match,
      firstScore: match.features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0),
    }))
    .sort((one, other) => other.firstScore - one.firstScore)
    .slice(0, pagesRead);
  const best = scored[0]?.firstScore ?? 0;
  const wording = wordingOf(question);
  const pages = scored.map(({ match, firstScore }) => {
    const scores = { pageScore: firstScore, gap: firstScore - best };
    const sentences = measureSentences(match, question, terms, wording, scores);
    const rows = sentences.map((sentence) => sentence.wording);
    const { heading } = match.candidate.analysed;
    return { match, firstScore, sentences, wording: pageWording(wording, heading, rows) };
  });
  compareSentences(pages.flatMap(({ sentences }) => sentences));
  return pages;
}

/** The features by which pages are put into their final order. */
export function rerankRows(
  pages: readonly ReadPage[],
  sentenceScores: readonly (readonly number[])[],
): number[][] {
  const best = pages[0]?.firstScore ?? 0;
  const bestSentence = bestSentenceScore(sentenceScores);
  return pages.map(({ match, firstScore, wording }, index) =>
    rerankFeatures(
      match.features,
      wording,
      { score: firstScore, best },
      sentenceScores[index] ?? [],
      bestSentence,
    ),
  );
}

/** Puts pages and sentences into their final order by scores that the models gave. */
export function orderByScores(
  pages: readonly ReadPage[],
  sentenceScores: readonly (readonly number[])[],
  pageScores: readonly number[],
  pageShare: number,
): Ranking {
  const ranked = pages.map((page, index) => ({ ...page, score: pageScores[index] ?? 0 }));
  const sentences = ranked.flatMap((page, index) =>
    page.sentences.map((measured, place) => ({
      page,
      measured,
      score: (sentenceScores[index]?.[place] ?? 0) + pageShare * page.score,
    })),
  );
  return {
    pages: ranked.sort((one, other) => other.score - one.score),
    sentences: sentences.sort((one, other) => other.score - one.score),
  };
}

/** Ranks candidates with the models. */
export function rank(
  candidates: readonly Candidate[],
  question: Question,
  terms: TermIndex,
  models: Ranker,
): Ranking {
  const pages = readPages(candidates, question, terms, models.firstPages);
  const sentenceScores = pages.map(({ sentences }) =>
    sentences.map(({ features }) => scoreTrees(models.sentences, features)),
  );
  const pageScores = rerankRows(pages, sentenceScores).map((row) => scoreTrees(models.pages, row));
  return orderByScores(pages, sentenceScores, pageScores, models.pageShare);
}

/** Terms that a page does not hold; all of them without a page. */
export function missingWords(page: PageMatch | undefined, { terms }: TermIndex): number {
  const isThere = (term: number) =>
    [page?.headingBest, ...(page?.sentences ?? []).map(({ best }) => best)].some(
      (best) => (best?.[term] ?? 0) > 0,
    );
  return terms.filter((_, term) => !isThere(term)).length;
}

/** Terms that no page of the library holds. */
export function unknownWords({ terms }: TermIndex): number {
  return terms.filter(({ pages }) => pages === 0).length;
}

/** What the gate looks at: the first sentence, and how far the others are behind. */
export function gateRow({ pages, sentences }: Ranking, terms: TermIndex): number[] {
  const [first, second] = sentences;
  return gateFeatures({
    scores: sentences.slice(0, 2).map(({ score }) => score),
    pageScores: pages.slice(0, 2).map(({ score }) => score),
    secondIsSamePage: first !== undefined && first.page === second?.page,
    missingWords: missingWords(first?.page.match, terms),
    unknownWords: unknownWords(terms),
    pagesFound: pages.length,
    sentenceFeatures: first?.measured.features ?? [],
  });
}
