import type { Item } from '../items/item.ts';
import { gradeMatching, gradeOrder, gradeSeveralRight, gradeSingleChoice } from './grade-entries.ts';
import { gradeNumber } from './grade-number.ts';
import { gradeText } from './grade-text.ts';
import type { Verdict } from './verdict.ts';

/**
 * Grades an answer as a pupil typed it: with or without Tajik letters, in Latin letters, with А for A and В for B,
 * numbers in words, a decimal comma. Entries of lists are named by the letters A, B, C … in the item's order.
 * Pure; no text makes it throw.
 */
export function gradeTyped(item: Item, typed: string): Verdict {
  switch (item.kind) {
    case 'single-choice':
      return gradeSingleChoice(item, typed);
    case 'several-right':
      return gradeSeveralRight(item, typed);
    case 'matching':
      return gradeMatching(item, typed);
    case 'order':
      return gradeOrder(item, typed);
    case 'number':
      return gradeNumber(item, typed);
    case 'short-text':
    case 'gap':
      return gradeText(item, typed);
  }
}
