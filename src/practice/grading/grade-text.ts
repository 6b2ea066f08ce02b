import type { ItemOf } from '../items/item.ts';
import { gapMark } from '../items/item.ts';
import { tidyTyped } from './tidy-typed.ts';
import { notUnderstood, type Verdict, verdict } from './verdict.ts';
import { findRun, foldAnswer, isBeside, isRepeated, onlyNumber } from './words-beside.ts';

/**
 * Grades words that were typed, against the accepted answers: without Tajik letters, in Latin letters, with an
 * ending or a word beside them («дар Душанбе», «шаҳри Душанбе аст»). Another spelling is wrong here; the tutor
 * tells that it is near. A denial («Душанбе не») and two answers of which one is not accepted are wrong.
 */
export function gradeText(item: ItemOf<'short-text' | 'gap'>, typed: string): Verdict {
  const same = item.answers.find((answer) => signsOf(answer) === signsOf(typed));
  if (same !== undefined) return verdict(true, same);
  const tidy = tidyTyped(item.kind === 'gap' ? withoutSentence(item.question, typed) : typed);
  if (tidy === '') return notUnderstood;
  const parts = tidy.split(/\s(?:ё|yo|или)\s|[;/()]|,(?!\d)/u).filter((part) => part.trim() !== '');
  const asked = repeatable(item.question, item.answers);
  const accepted = parts.map((part) =>
    item.answers.find((answer) => isAccepted(answer, part, item.answers, asked)),
  );
  const [first] = accepted;
  return verdict(first !== undefined && accepted.every((answer) => answer !== undefined), first ?? tidy);
}

/** A text as it stands, but for spaces and capitals: «=», «@», «(4; 5)», «1/2» have no words to compare. */
function signsOf(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, '');
}

/** The words of a question, which may be said again with the answer; none where the question names the answer. */
function repeatable(question: string, answers: readonly string[]): ReadonlySet<string> {
  const words = foldAnswer(question);
  return answers.some((answer) => findRun(words, foldAnswer(answer))) ? new Set() : new Set(words);
}

const letter = /^(?:(?:ҳ|х)арфи\s+)?["'«]?(\p{L})["'»]?(?:-?ро)?(?:\s+аст)?$/iu;

function isAccepted(
  answer: string,
  typed: string,
  answers: readonly string[],
  asked: ReadonlySet<string>,
): boolean {
  // One letter is an answer about letters: г is not ғ.
  if (/^\p{Script=Cyrillic}$/u.test(answer))
    return letter.exec(typed)?.[1]?.toLowerCase() === answer.toLowerCase();
  if (isFormula(answer)) {
    const words = typed.split(' ').filter((word) => !foldAnswer(word).every(isBeside));
    return words.length === 1 && plainFormula(words[0] ?? '') === plainFormula(answer);
  }
  const number = onlyNumber(answer);
  if (number !== undefined && onlyNumber(typed) === number) return true;
  const words = foldAnswer(typed);
  const wanted = foldAnswer(answer);
  const run = findRun(words, wanted);
  if (run === undefined) return false;
  const known = new Set(answers.flatMap(foldAnswer));
  return words.every(
    (word, place) =>
      (place >= run[0] && place < run[1]) ||
      isBeside(word) ||
      known.has(word) ||
      isRepeated(word, asked) ||
      word.length === 1,
  );
}

/** A formula, sign or Roman numeral: letters that are told apart by what they look like. */
function isFormula(answer: string): boolean {
  return /^[A-Z][A-Za-z\d₀-₉()+-]{0,15}$/u.test(answer) && !/[a-z]{3}/.test(answer);
}

const latinFor: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  т: 't',
  х: 'x',
  у: 'y',
  і: 'i',
};

function plainFormula(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{L}/gu, (letter) => latinFor[letter] ?? letter);
}

/** What is in the gap, where the pupil typed the whole sentence. */
function withoutSentence(question: string, typed: string): string {
  const [before = [], after = []] = question.split(gapMark).map((part) => foldAnswer(part));
  const words = typed.split(/\s+/u);
  const folded = words.map((word) => foldAnswer(word).join(''));
  const isWhole =
    words.length > before.length + after.length &&
    before.length + after.length > 0 &&
    before.every((word, index) => folded[index] === word) &&
    after.every((word, index) => folded[words.length - after.length + index] === word);
  return isWhole ? words.slice(before.length, words.length - after.length).join(' ') : typed;
}
