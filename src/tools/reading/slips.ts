import { foldWord } from './fold.ts';
import { isNumberWord } from './number-words.ts';
import { knownWords } from './patterns.ts';

const leastLength = 5;

/**
 * Puts right words of a question that are one letter away from exactly one word that the patterns know:
 * тақсми → тақсим. Words that are known as they stand, and short ones, stay.
 * @returns nothing where no word was changed.
 */
export function correctSlips(question: string): { text: string; changes: string[] } | undefined {
  const known = knownWords();
  const changes: string[] = [];
  const text = question.replace(/[\p{L}’'ʼ]+/gu, (word) => {
    const folded = foldWord(word);
    if (folded.length < leastLength || known.has(folded) || isNumberWord(folded)) return word;
    const near = [...known].filter((other) => other.length >= leastLength && isOneStepAway(folded, other));
    const [only] = near;
    if (near.length !== 1 || only === undefined) return word;
    changes.push(`${word} → ${only}`);
    return only;
  });
  return changes.length === 0 || changes.length > 2 ? undefined : { text, changes };
}

/** One letter more, less or other, or two neighbours exchanged. */
export function isOneStepAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (
    left.length + right.length <= 1 ||
    (left.length === 1 && right.length === 1) ||
    (left.length === 2 && left === [...right].reverse().join(''))
  );
}
