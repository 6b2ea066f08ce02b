import { at } from '../../../core/known.ts';
import type { ChoiceResult } from '../../results.ts';

/** How often a model names each position, beside how often it is right. */
export interface PositionBias {
  /** Items whose answer is at each position, and items for which it was named; answers without choice left out. */
  readonly answers: readonly number[];
  readonly chosen: readonly number[];
  /** Half the sum of differences of both shares: 0 no preference, 1 always the same wrong place. */
  readonly distance: number;
}

/** Computes {@link PositionBias} of the results of one model on one task. */
export function positionBias(results: readonly ChoiceResult[]): PositionBias {
  const named = results.filter(({ chosen }) => chosen >= 0);
  const positions = Math.max(0, ...named.map(({ answer, chosen }) => Math.max(answer, chosen) + 1));
  const answers = Array<number>(positions).fill(0);
  const chosen = Array<number>(positions).fill(0);
  for (const result of named) {
    answers[result.answer] = at(answers, result.answer) + 1;
    chosen[result.chosen] = at(chosen, result.chosen) + 1;
  }
  const distance = answers.reduce((sum, count, position) => sum + Math.abs(count - at(chosen, position)), 0);
  return { answers, chosen, distance: named.length === 0 ? 0 : distance / 2 / named.length };
}
