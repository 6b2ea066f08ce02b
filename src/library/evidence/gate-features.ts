import { sentenceFeatureNames } from './sentence-features.ts';

const ownNames = [
  'sentence-score',
  'sentence-margin',
  'page-score',
  'page-margin',
  'second-is-same-page',
  'missing-words',
  'unknown-words',
  'pages-found',
] as const;

/** Features of a question with its best sentence. */
export const gateFeatureNames: readonly string[] = [
  ...ownNames,
  ...sentenceFeatureNames.map((name) => `sentence:${name}`),
];

/** What the gate sees. */
export interface GateView {
  /** Scores of the sentences in order, best first. */
  readonly scores: readonly number[];
  readonly pageScores: readonly number[];
  readonly secondIsSamePage: boolean;
  /** Terms that the best sentence's page does not hold. */
  readonly missingWords: number;
  /** Terms that no page of the library holds. */
  readonly unknownWords: number;
  readonly pagesFound: number;
  readonly sentenceFeatures: readonly number[];
}

/** The gate's features in the order of their names. */
export function gateFeatures(view: GateView): number[] {
  const { scores, pageScores, sentenceFeatures } = view;
  return [
    scores[0] ?? -10,
    (scores[0] ?? -10) - (scores[1] ?? -10),
    pageScores[0] ?? -10,
    (pageScores[0] ?? -10) - (pageScores[1] ?? -10),
    view.secondIsSamePage ? 1 : 0,
    view.missingWords,
    view.unknownWords,
    view.pagesFound,
    ...sentenceFeatures,
  ];
}
