import { at } from '../../../core/known.ts';
import { tidyTyped } from '../../grading/tidy-typed.ts';
import { foldAnswer, isBeside, isWordOf } from '../../grading/words-beside.ts';
import type { ItemOf } from '../../items/item.ts';
import type { Fault } from './fault.ts';

/** What is wrong with words: nearly spelt so, a part of the answer, a word of the question, another word. */
export function wordFault(item: ItemOf<'short-text' | 'gap'>, typed: string): Fault {
  const words = contentOf(tidyTyped(typed));
  if (words.length === 0) return { name: 'wrong' };
  const accepted = item.answers.map(contentOf);
  const joined = words.join('');
  if (accepted.some((answer) => isNearSpelling(joined, answer.join('')))) return { name: 'spelling' };
  const isPart = accepted.some(
    (answer) =>
      answer.length > words.length && words.every((word) => answer.some((one) => isWordOf(word, one))),
  );
  if (isPart) return { name: 'part' };
  const asked = foldAnswer(item.question);
  if (words.every((word) => asked.some((one) => isWordOf(word, one)))) return { name: 'from-question' };
  return { name: 'other-word' };
}

function contentOf(text: string): string[] {
  return foldAnswer(text).filter((word) => !isBeside(word));
}

/** At most one letter in five is another, missing or too many; shorter words than four letters are other words. */
export function isNearSpelling(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length);
  if (other.length < 4 || one === other) return false;
  return editDistance(one, other) <= Math.max(1, Math.floor(length / 5));
}

/** Letters to replace, add, leave out or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    const above = at(rows, row - 1);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let least = Math.min(
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        least = Math.min(least, at(at(rows, row - 2), column - 2) + 1);
      line.push(least);
    }
    rows.push(line);
  }
  return at(at(rows, one.length), other.length);
}
