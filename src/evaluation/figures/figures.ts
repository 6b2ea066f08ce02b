import type { AnswerResult, ChoiceResult } from '../results.ts';

/** How the answer to an item with choices is found in its log-probabilities. */
export const choiceMeasures = [
  'accuracy',
  'accuracy-by-characters',
  'accuracy-by-bytes',
  'accuracy-by-other-letters',
] as const;
export type ChoiceMeasure = (typeof choiceMeasures)[number];

type Chosen = Pick<
  ChoiceResult,
  'answer' | 'chosen' | 'chosenByCharacters' | 'chosenByBytes' | 'chosenByOtherLetters'
>;

/** Whether a result is right by a measure. */
export function isRight(result: Chosen, measure: ChoiceMeasure): boolean {
  const chosen = {
    accuracy: result.chosen,
    'accuracy-by-characters': result.chosenByCharacters,
    'accuracy-by-bytes': result.chosenByBytes,
    'accuracy-by-other-letters': result.chosenByOtherLetters,
  }[measure];
  return chosen === result.answer;
}

/** The score of an answer in free text, 0 to 1. */
export function scoreOf({ score }: AnswerResult): number {
  return score;
}
