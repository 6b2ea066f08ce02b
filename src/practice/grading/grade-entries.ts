import type { ItemOf } from '../items/item.ts';
import { gradeNumber } from './grade-number.ts';
import { entryLetters, placeOfLetter, tidyTyped } from './tidy-typed.ts';
import { notUnderstood, type Verdict, verdict } from './verdict.ts';
import { findRun, foldAnswer, isBeside, isRepeated, isWordOf, onlyNumber } from './words-beside.ts';

/** Grades a choice by letter (A, a, А, а), text or place («3», «сеюм») of the option. Two options are none. */
export function gradeSingleChoice(item: ItemOf<'single-choice'>, typed: string): Verdict {
  const places = placesOf(item.options, typed) ?? byPart(item, typed);
  const [only] = places ?? [];
  if (only === undefined || places?.length !== 1) return notUnderstood;
  return verdict(only === item.answer, entry(item.options, only));
}

/** Grades several options: all that are right and no other. `share` counts each option that is rightly left or taken. */
export function gradeSeveralRight(item: ItemOf<'several-right'>, typed: string): Verdict {
  const places = placesOf(item.options, typed);
  if (places === undefined || places.length === 0) return notUnderstood;
  const right = new Set(item.answer);
  const given = new Set(places);
  const good = item.options.filter((_, place) => right.has(place) === given.has(place)).length;
  const shown = [...given].sort((one, other) => one - other).map((place) => entry(item.options, place));
  return verdict(good === item.options.length, shown.join('; '), good / item.options.length);
}

/** Grades an order, typed as letters, places or the parts themselves. `share` counts parts at their place. */
export function gradeOrder(item: ItemOf<'order'>, typed: string): Verdict {
  const places = placesOf(item.parts, numberedLetters(typed));
  if (places?.length !== item.parts.length) return notUnderstood;
  const good = item.answer.filter((part, index) => places[index] === part).length;
  const shown = places.map((place) => entryLetters[place]).join(' ');
  return verdict(good === places.length, shown, good / places.length);
}

/** Grades pairs: «1-C, 2-A», «C1 A2», or the letters alone in the order of the left side. `share` counts pairs. */
export function gradeMatching(item: ItemOf<'matching'>, typed: string): Verdict {
  const pairs = pairsOf(item, typed);
  if (pairs === undefined) return notUnderstood;
  const good = item.answer.filter((right, left) => pairs.get(left) === right).length;
  const shown = [...pairs].sort(([one], [other]) => one - other);
  const text = shown.map(([left, right]) => `${left + 1}-${entryLetters[right]}`).join(' ');
  return verdict(good === item.answer.length, text, good / item.answer.length);
}

/**
 * The places that a typed answer names: of matching, the partner of each entry of the left side (nothing where none
 * was typed); else in the order in which they were typed. Nothing where it cannot be read.
 */
export function readChosen(
  item: ItemOf<'several-right' | 'order' | 'matching'>,
  typed: string,
): (number | undefined)[] | undefined {
  if (item.kind === 'several-right') return placesOf(item.options, typed);
  if (item.kind === 'order') return placesOf(item.parts, numberedLetters(typed));
  const pairs = pairsOf(item, typed);
  return pairs === undefined ? undefined : item.left.map((_, left) => pairs.get(left));
}

function pairsOf(item: ItemOf<'matching'>, typed: string): Map<number, number> | undefined {
  return pairsByText(item, typed) ?? readPairs(tidyTyped(typed), item.left.length, item.right.length);
}

function entry(entries: readonly string[], place: number): string {
  return `${entryLetters[place]}) ${entries[place]}`;
}

/** The entries that an answer names, in its order, none twice; nothing where it cannot be read. */
function placesOf(entries: readonly string[], typed: string): number[] | undefined {
  const tidy = tidyTyped(typed);
  return (
    wholeEntry(entries, tidy) ??
    distinct(byLetters(entries, tidy)) ??
    distinct(bySigns(entries, tidy)) ??
    distinct(byTexts(entries, tidy)) ??
    (entries.some((one) => /\d/.test(one)) ? undefined : distinct(byNumbers(entries, tidy)))
  );
}

/** Numbers, years and formulas in a row: «0,3 < 1,2 < 2,5», «0,3; 1,2; 2,5». */
function bySigns(entries: readonly string[], tidy: string): number[] | undefined {
  if (entries.some((one) => /\p{L}{3}|\s/u.test(one))) return undefined;
  const parts = tidy.split(/,(?=\s)|[;<>→]|\s+|\sва\s/u).filter((part) => part !== '' && part !== 'ва');
  const places = parts.map((part) => entries.findIndex((one) => one.toLowerCase() === part.toLowerCase()));
  return places.length === 0 || places.includes(-1) ? undefined : places;
}

function distinct(places: readonly number[] | undefined): number[] | undefined {
  return places === undefined || places.length === 0 || new Set(places).size !== places.length
    ? undefined
    : [...places];
}

function wholeEntry(entries: readonly string[], tidy: string): number[] | undefined {
  const folded = foldAnswer(tidy).join(' ');
  const same = entries.flatMap((one, place) =>
    one.toLowerCase() === tidy.toLowerCase() || (folded !== '' && foldAnswer(one).join(' ') === folded)
      ? [place]
      : [],
  );
  if (same.length === 1) return same;
  // Options that are numbers: «бисту чор» is 24.
  if (!entries.every((one) => onlyNumber(one) !== undefined)) return undefined;
  const equal = entries.flatMap((one, place) => (isSameNumber(one, tidy) ? [place] : []));
  return equal.length === 1 ? equal : undefined;
}

function isSameNumber(option: string, typed: string): boolean {
  const answer = onlyNumber(option);
  return answer !== undefined && gradeNumber(numberItem(answer), typed).isRight;
}

function numberItem(answer: number): ItemOf<'number'> {
  return {
    kind: 'number',
    id: 'option',
    version: 1,
    status: 'draft',
    subject: '-',
    grade: null,
    topic: null,
    source: null,
    author: '-',
    question: '-',
    why: null,
    answer,
    unit: null,
    tolerance: 0,
  };
}

const words = /[\p{L}\p{M}]+|\d+/gu;

/** «A, C», «ACE», «C) Уран», «варианти c»: letters, each with its option's text or without. */
function byLetters(entries: readonly string[], tidy: string): number[] | undefined {
  const marked = [...tidy.matchAll(/(?<![\p{L}\d])(\p{L})\s*(?:[).:]|(?<=^\p{L}\s*)-)\s*/gu)];
  if (marked.length > 0 && /\p{L}{2}|\d/u.test(tidy)) {
    const places = marked.map((match) => placeOfLetter(match[1] ?? '', entries.length));
    const texts = marked.map((match, index) =>
      tidy.slice(match.index + match[0].length, marked[index + 1]?.index ?? tidy.length),
    );
    // «C) Марс» where C is Уран says two things.
    const isConsistent = texts.every((text, index) => {
      const named = byTexts(entries, text) ?? wholeEntry(entries, text.trim()) ?? [];
      return named.every((place) => place === places[index]);
    });
    return isConsistent && !places.includes(-1) ? places : undefined;
  }
  const tokens = tidy.match(words) ?? [];
  const letters = tokens.filter((token) => !(token.length > 1 && isFiller(token)));
  const run = letters.length === 1 ? [...(letters[0] ?? '')] : letters;
  if (run.length === 0 || run.some((letter) => letter.length !== 1 || /\d/.test(letter))) return undefined;
  const places = run.map((letter) => placeOfLetter(letter, entries.length));
  if (places.includes(-1) || /\sё\s/u.test(tidy)) return undefined;
  return places;
}

function isFiller(token: string): boolean {
  const folded = foldAnswer(token);
  return folded.every((word) => isBeside(word) || joining.has(word));
}

const joining = new Set(['ва', 'хам', 'баъд', 'бад', 'сипас', 'аввал']);

/** The entries whose texts are in an answer, in its order; nothing where other words are there too. */
function byTexts(entries: readonly string[], tidy: string): number[] | undefined {
  const given = foldAnswer(tidy.replace(/[→>;,]/gu, ' ').replace(/(?<=\p{L}{3})ю(?=\s)/gu, ''));
  const byLength = entries
    .map((text, place) => ({ place, wanted: foldAnswer(text) }))
    .sort((one, other) => other.wanted.length - one.wanted.length);
  const found: { place: number; from: number }[] = [];
  const left: (string | undefined)[] = [...given];
  for (const { place, wanted } of byLength) {
    const run = findRun(
      left.map((word) => word ?? '\u0000'),
      wanted,
    );
    if (run === undefined) continue;
    found.push({ place, from: run[0] });
    left.fill(undefined, run[0], run[1]);
  }
  const isClean = left.every((word) => word === undefined || isBeside(word) || joining.has(word));
  if (!isClean || found.length === 0) return undefined;
  return found.sort((one, other) => one.from - other.from).map(({ place }) => place);
}

const denials = new Set(['на', 'не', 'нест', 'набуд', 'надорад']);

/**
 * The one option that holds all that was typed, the question's own words aside: «март ва апрел» for «дар март ва
 * апрел», «манфӣ» for «заряди манфӣ мегирад». Nothing where the rest of the option may turn its sense.
 */
function byPart({ options, question }: ItemOf<'single-choice'>, typed: string): number[] | undefined {
  const tidy = tidyTyped(typed);
  const asked = new Set(foldAnswer(question));
  const contents = options.map((option) => contentOf(option));
  const given = contentOf(tidy).filter(
    (word) => !isRepeated(word, asked) || contents.some((one) => one.includes(word)),
  );
  if (given.length === 0 || /\sё\s/u.test(tidy)) return undefined;
  const holding = contents.flatMap((content, place) =>
    given.every((word) => content.some((one) => isWordOf(word, one))) ? [{ place, content }] : [],
  );
  const [only] = holding;
  if (only === undefined || holding.length > 1) return undefined;
  const isTurned = only.content.some(
    (word) => !given.includes(word) && (denials.has(word) || /^на(?:ме)?\p{L}{4}/u.test(word)),
  );
  return isTurned || given.some((word) => denials.has(word)) ? undefined : [only.place];
}

function contentOf(text: string): string[] {
  return foldAnswer(text).filter((word) => !isBeside(word));
}

function byNumbers(entries: readonly string[], tidy: string): number[] | undefined {
  const ordinal = onlyNumber(tidy.replace(/^(?:варианти|рақами)\s+/iu, ''));
  const digits =
    ordinal !== undefined && Number.isInteger(ordinal) && ordinal <= entries.length
      ? [String(ordinal)]
      : /^[\d\s,;.→>ва-]+$/u.test(tidy)
        ? (tidy.match(/\d+/g) ?? []).flatMap((run) =>
            run.length > 1 && Number(run) > entries.length ? [...run] : [run],
          )
        : [];
  const places = digits.map((digit) => Number(digit) - 1);
  return places.some((place) => place < 0 || place >= entries.length) ? undefined : places;
}

/** «1) B 2) D 3) A» is an order of letters that was numbered. */
function numberedLetters(typed: string): string {
  const marks = [...typed.matchAll(/(\d+)\s*[).:-]?\s*(\p{L})(?!\p{L})/gu)];
  const isNumbered = marks.length > 1 && marks.every((match, index) => Number(match[1]) === index + 1);
  return isNumbered ? marks.map((match) => match[2]).join(' ') : typed;
}

/** «чашм – нур, гӯш – овоз», «1957-C»: pairs that name an entry of the left side by its text. */
function pairsByText(item: ItemOf<'matching'>, typed: string): Map<number, number> | undefined {
  const segments = tidyTyped(typed)
    .split(/[;,\n]|\s(?=\d{3,}\s*[-–—=:])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const pairs = new Map<number, number>();
  for (const segment of segments) {
    const words = foldAnswer(segment);
    const left = item.left.findIndex((text) => {
      const wanted = foldAnswer(text);
      const run = findRun(words.slice(0, wanted.length), wanted);
      return wanted.length > 0 && run?.[0] === 0 && wanted.length < words.length;
    });
    const rest = words.slice(foldAnswer(item.left[left] ?? '').length).join(' ');
    const right = left < 0 || pairs.has(left) ? undefined : placesOf(item.right, rest);
    if (right?.length !== 1 || right[0] === undefined) return undefined;
    pairs.set(left, right[0]);
  }
  return pairs.size === 0 ? undefined : pairs;
}

function readPairs(tidy: string, leftCount: number, rightCount: number): Map<number, number> | undefined {
  const tokens = [...tidy.matchAll(/\d+|\p{L}/gu)].map(([token]) => token);
  const isDigit = tokens.map((token) => /^\d/.test(token));
  const pairs = new Map<number, number>();
  const add = (left: number, right: number): boolean => {
    if (left < 0 || left >= leftCount || right < 0 || pairs.has(left)) return false;
    pairs.set(left, right);
    return true;
  };
  if (!isDigit.includes(true)) {
    if (tokens.length !== leftCount) return undefined;
    return tokens.every((letter, left) => add(left, placeOfLetter(letter, rightCount))) ? pairs : undefined;
  }
  for (let index = 0; index < tokens.length; index += 2) {
    const [one = '', other = ''] = tokens.slice(index, index + 2);
    const [digit, letter] = isDigit[index] ? [one, other] : [other, one];
    if (!/^\d+$/.test(digit) || !/^\p{L}$/u.test(letter)) return undefined;
    if (!add(Number(digit) - 1, placeOfLetter(letter, rightCount))) return undefined;
  }
  return pairs;
}
