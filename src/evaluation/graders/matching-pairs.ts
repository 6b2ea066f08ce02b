import { at } from '../../core/known.ts';
import { type Grade, wrong } from './grade.ts';
import { afterLeadIn, tidyAnswer } from './reading/tidy-answer.ts';

type Alphabet = 'tajik' | 'latin';
type Side = 'number' | 'letter';

interface Mark {
  readonly side: Side;
  /** The number, or the letter in capitals. */
  readonly text: string;
}

const tajikLetters = 'АБВГДЕЖЗ';
const latinLetters = 'ABCDEFGH';
/** Latin letters typed on a Cyrillic keyboard, by what they look like. */
const lookAlike: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H' };
const letterClass = 'АБВГДЕЖЗСНABCDEFGH';

/**
 * Grades the pairs of a matching item: each right pair counts equally, as parts of the exam's item do. An answer
 * may write «1-А, 2-Б», «А1 Б2», a table, a list, «1→А», JSON or the letters alone in order; a number that is given
 * two letters counts as wrong.
 */
export function gradeMatchingPairs(references: readonly string[], answer: string): Grade {
  const tidy = tidyAnswer(answer);
  if (tidy === '') return wrong('no-answer');
  const grades = references.map((reference) => gradeAgainst(reference, tidy));
  return grades.reduce(
    (best, grade) => (grade.score > best.score ? grade : best),
    grades[0] ?? wrong('no-reference'),
  );
}

function gradeAgainst(reference: string, answer: string): Grade {
  const marks = readMarks(reference);
  const keySide = marks[0]?.side ?? 'number';
  const wanted = pairsOf(marks, keySide, alphabetOf(marks, undefined));
  if (wanted.size === 0) return wrong('no-pairs-in-reference');
  const alphabet = alphabetOf(marks, undefined);
  const stated = afterLeadIn(answer);
  const given = [...(stated === undefined ? [] : [stated]), answer]
    .map((text) => pairsOfAnswer(text, wanted, keySide, alphabet))
    .find((pairs) => pairs.size > 0);
  if (!given) return wrong('no-pairs', answer.slice(0, 80));
  const read = [...given].map(([key, values]) => shown(`${key}-${[...values].join('/')}`)).join(' ');
  const correct = [...wanted].filter(([key, values]) => {
    const own = given.get(key);
    return own?.size === values.size && [...values].every((value) => own.has(value));
  }).length;
  const score = correct / wanted.size;
  return { score, reason: score === 1 ? 'all-pairs' : score > 0 ? 'some-pairs' : 'no-right-pair', read };
}

/** With Tajik letters for the places of letters. */
function shown(text: string): string {
  return text.replace(/#(\d)/g, (_, place: string) => tajikLetters[Number(place) - 1] ?? place);
}

type Pairs = Map<string, Set<string>>;

const numberFirst = new RegExp(`\\d\\s*[-–—→=:.)>]*\\s*[${letterClass}](?!\\p{L})`, 'giu');
const letterFirst = new RegExp(`(?<!\\p{L})[${letterClass}]\\s*[-–—→=:.)>]*\\s*\\d`, 'giu');

/** The marks of an answer, from where its pairs begin: letters named in passing before them are left out. */
function marksOfPairs(text: string): Mark[] {
  const marks = readMarks(text);
  const isNumberFirst = (text.match(numberFirst)?.length ?? 0) > (text.match(letterFirst)?.length ?? 0);
  const start = isNumberFirst ? marks.findIndex(({ side }) => side === 'number') : 0;
  return marks.slice(Math.max(0, start));
}

function pairsOfAnswer(text: string, wanted: Pairs, keySide: Side, expected: Alphabet): Pairs {
  const marks = marksOfPairs(text);
  const alphabet = alphabetOf(marks, expected);
  const sides = new Set(marks.map(({ side }) => side));
  if (sides.size === 2) return pairsOf(marks, keySide, alphabet);
  // Only one side is written: it goes with the keys in their order.
  const valueSide: Side = keySide === 'number' ? 'letter' : 'number';
  const keys = [...wanted.keys()].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  if (!sides.has(valueSide) || marks.length !== keys.length) return new Map();
  return new Map(marks.map((mark, index) => [at(keys, index), new Set([nameOf(mark, alphabet)])]));
}

/** Each mark of the first side with those of the other that follow it, turned so that `keySide` is the key. */
function pairsOf(marks: readonly Mark[], keySide: Side, alphabet: Alphabet): Pairs {
  const firstSide = marks[0]?.side;
  const pairs: Pairs = new Map();
  let first: string | undefined;
  for (const mark of marks) {
    const name = nameOf(mark, alphabet);
    if (mark.side === firstSide) first = name;
    else if (first !== undefined) {
      const [key, value] = firstSide === keySide ? [first, name] : [name, first];
      pairs.set(key, (pairs.get(key) ?? new Set()).add(value));
    }
  }
  return pairs;
}

/** The number, or the place of the letter in its alphabet: А and A are 1, Б and B are 2. */
function nameOf({ side, text }: Mark, alphabet: Alphabet): string {
  if (side === 'number') return text;
  if (alphabet === 'tajik' && tajikLetters.includes(text)) return `#${tajikLetters.indexOf(text) + 1}`;
  const latin = lookAlike[text] ?? text;
  const place = latinLetters.indexOf(latin);
  return `#${place >= 0 ? place + 1 : tajikLetters.indexOf(text) + 1}`;
}

/** By letters that only one of the alphabets has; else as the reference writes, else by the code points. */
function alphabetOf(marks: readonly Mark[], expected: Alphabet | undefined): Alphabet {
  const letters = marks.filter(({ side }) => side === 'letter').map(({ text }) => text);
  if (letters.some((letter) => /[БГДЖЗ]/.test(letter))) return 'tajik';
  if (letters.some((letter) => /[BCDFGHСН]/.test(letter))) return 'latin';
  return expected ?? (letters.some((letter) => /[А-Я]/.test(letter)) ? 'tajik' : 'latin');
}

function readMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const [run] of text.matchAll(/[\p{L}\p{N}]+/gu)) marks.push(...marksOf(run, text));
  return marks;
}

const together = new RegExp(
  `^(?:(?:\\d{1,2}[${letterClass}])+\\d{0,2}|(?:[${letterClass}]\\d{1,2})+)$`,
  'iu',
);
const row = new RegExp(`^[${letterClass}]{2,8}$`, 'u');

function marksOf(run: string, text: string): Mark[] {
  if (/^\d{1,2}$/.test(run)) return [{ side: 'number', text: String(Number(run)) }];
  if (/^\d{3,8}$/.test(run) && !new RegExp(`(?<!\\p{L})[${letterClass}](?!\\p{L})`, 'u').test(text))
    return [...run].map((digit) => ({ side: 'number', text: digit }));
  const isOneLetter = run.length === 1 && letterClass.includes(run.toUpperCase());
  if (isOneLetter) return [{ side: 'letter', text: run.toUpperCase() }];
  if (together.test(run)) {
    return [...run.matchAll(/\d{1,2}|\p{L}/gu)].map(([part]) =>
      /\d/.test(part)
        ? { side: 'number', text: String(Number(part)) }
        : { side: 'letter', text: part.toUpperCase() },
    );
  }
  return row.test(run) && !/\d/.test(text)
    ? [...run].map((letter) => ({ side: 'letter', text: letter }))
    : [];
}
