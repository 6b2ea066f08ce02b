import { pageFeatureNames } from '../search/page-features.ts';
import { pageWordingNames } from './wording-features.ts';

/** Names of what {@link sentenceScoreFeatures} measures, in order. */
export const sentenceScoreNames = [
  'best-sentence-score',
  'second-sentence-score',
  'best-sentence-score-gap',
] as const;

/** Where there is no sentence. */
const noScore = -10;

/** Features of a page after its sentences were scored. */
export const rerankFeatureNames: readonly string[] = [
  ...pageFeatureNames,
  'first-score',
  'first-score-gap',
  ...sentenceScoreNames,
  ...pageWordingNames,
];

/** What the page model sees: the page's own features, the first score, and its sentences' scores beside the best of all pages. */
export function rerankFeatures(
  features: readonly number[],
  wording: readonly number[],
  first: { readonly score: number; readonly best: number },
  sentenceScores: readonly number[],
  bestSentence: number,
): number[] {
  return [
    ...features,
    first.score,
    first.score - first.best,
    ...sentenceScoreFeatures(sentenceScores, bestSentence),
    ...wording,
  ];
}

/** The two best scores of a page's sentences, and how far it is behind the best of all pages. */
export function sentenceScoreFeatures(scores: readonly number[], bestOfAll: number): number[] {
  const [best = noScore, second = noScore] = scores.toSorted((one, other) => other - one);
  return [best, second, best - bestOfAll];
}

/** The best score of all pages' sentences. */
export function bestSentenceScore(scores: readonly (readonly number[])[]): number {
  return Math.max(noScore, ...scores.flat());
}
