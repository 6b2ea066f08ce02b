import { pageFeatureNames } from '../search/page-features.ts';
import { pageWordingNames } from './wording-features.ts';

/** Features of a page after its sentences were scored. */
export const rerankFeatureNames: readonly string[] = [
  ...pageFeatureNames,
  'first-score',
  'first-score-gap',
  'best-sentence-score',
  'second-sentence-score',
  'best-sentence-score-gap',
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
  const sorted = [...sentenceScores].sort((one, other) => other - one);
  const best = sorted[0] ?? -10;
  return [
    ...features,
    first.score,
    first.score - first.best,
    best,
    sorted[1] ?? -10,
    best - bestSentence,
    ...wording,
  ];
}
