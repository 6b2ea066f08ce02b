import type { TextMetric } from '../tasks/format/description.ts';
import type { TextItem } from '../tasks/format/item.ts';
import { chrfOfSums, gradeTranslation } from './chrf.ts';
import { gradeExactMatch } from './exact-match.ts';
import { gradeFinalNumber } from './final-number.ts';
import { gradeFreeResponse } from './free-response.ts';
import type { Grade } from './grade.ts';
import { gradeMatchingPairs } from './matching-pairs.ts';
import { gradeRubric } from './rubric.ts';

export { choiceInAnswer, gradeChoice } from './choice-answer.ts';
export type { Grade } from './grade.ts';

/** Grades an answer in free text by a task's metric. Pure; no text makes it throw. */
export function gradeAnswer(metric: TextMetric, item: TextItem, answer: string): Grade {
  const { references, rubric = [] } = item;
  switch (metric) {
    case 'exact-match':
      return gradeExactMatch(references, answer);
    case 'matching-pairs':
      return gradeMatchingPairs(references, answer);
    case 'free-response':
      return gradeFreeResponse(references, answer);
    case 'final-number':
      return gradeFinalNumber(references, answer);
    case 'chrf++':
      return gradeTranslation(references, answer);
    case 'rubric':
      return gradeRubric(rubric, answer);
  }
}

/** The figure of counts that were summed over items: chrF++ of a corpus, 0–100. Other metrics have no counts. */
export function figureOfSums(_metric: TextMetric, sums: readonly number[]): number {
  return chrfOfSums(sums);
}
