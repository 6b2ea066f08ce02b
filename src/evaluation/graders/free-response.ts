import { at } from '../../core/known.ts';
import { gradeFormula, isFormula } from './formula.ts';
import { type Grade, right, wrong } from './grade.ts';
import { gradeNumber, isNumeric } from './number-answer.ts';
import { areSameWords, foldWords, isSameWord } from './reading/fold-words.ts';
import { numbersInDigits } from './reading/number-words.ts';
import { readDate } from './reading/read-date.ts';
import { romanNumerals } from './reading/roman-numerals.ts';
import { splitList } from './reading/split-list.ts';
import { afterLeadIn, bare, tidyAnswer } from './reading/tidy-answer.ts';

// Words that may surround an answer without saying anything: «ин Душанбе аст», «x = 5».
const around = new Set([
  'ин',
  'он',
  'вай',
  'аст',
  'мебошад',
  'буд',
  'мебошанд',
  'бошад',
  'ваи',
  'ана',
  'пас',
  'яъне',
  'яне',
  'шахри',
  'соли',
  'дар',
  'аз',
  'бо',
  'ба',
  'асри',
  'аср',
  'асрхои',
  'рузи',
]);
/** Words between two parts: асрҳои IX ва X. */
const between = new Set(['ва', 'то']);
const negation = new Set(['не', 'нест', 'набуд', 'нестанд', 'на', 'магар', 'гайри', 'намебошад']);
const hedge = new Set(['е', 'еки', 'или', 'or', 'шояд']);
/** A sentence with the answer in it may have this many other words. */
const mostOtherWords = 9;

/**
 * Grades a free answer against the accepted ones: numbers with units (conversion where it is plain), fractions,
 * per cent, Tajik number words, dates, formulas, lists in any order, words in any spelling that pupils type. A
 * sentence with the answer in it is right; one that names two answers, or denies it, is not.
 */
export function gradeFreeResponse(references: readonly string[], answer: string): Grade {
  const tidy = tidyAnswer(answer);
  if (bare(tidy) === '') return wrong('no-answer');
  const given = (afterLeadIn(tidy) ?? tidy).trim();
  const grades = references.map((reference) => gradeAgainst(tidyAnswer(reference), given));
  return grades.find(({ score }) => score === 1) ?? grades[0] ?? wrong('no-reference');
}

function gradeAgainst(reference: string, given: string): Grade {
  const date = readDate(reference);
  if (date !== undefined) return gradeDate(date, given);
  if (isFormula(reference)) {
    const grade = gradeFormula(reference, given);
    if (grade.score === 1 || !isNumeric(reference)) return grade;
  }
  const wanted = splitList(reference);
  if (wanted.length > 1) {
    // «Ҷанг ва сулҳ» may be one answer, numbers are always several.
    const whole = wanted.every(isNumeric) ? wrong('') : gradeWords(reference, given);
    return whole.score === 1 ? whole : gradeList(wanted, given);
  }
  return gradeSingle(reference, given);
}

function gradeSingle(reference: string, given: string): Grade {
  if (isNumeric(reference)) return gradeNumber(reference, given);
  const isOneFormula = isFormula(reference);
  return isOneFormula ? gradeFormula(reference, given) : gradeWords(reference, given);
}

function gradeDate(date: string, given: string): Grade {
  const read = readDate(given);
  if (read === undefined) return wrong('no-date', given.slice(0, 80));
  const shorter = Math.min(date.split('.').length, read.split('.').length);
  const cut = (text: string) => text.split('.').slice(0, shorter).join('.');
  // A year that the reference has may not be left out.
  return cut(date) === cut(read) && read.split('.').length >= date.split('.').length
    ? right('same-date', read)
    : wrong('other-date', read);
}

/** Every part once, in any order, and nothing else. */
function gradeList(wanted: readonly string[], given: string): Grade {
  const parts = splitList(bare(given), isNumeric(wanted[0] ?? ''));
  const read = parts.join(' | ');
  const left = [...parts];
  for (const part of wanted) {
    const place = left.findIndex((one) => gradeSingle(part, one).score === 1);
    if (place >= 0) left.splice(place, 1);
    else if (holdsNothingElse(wanted, given)) return right('same-list', read);
    else return wrong(parts.length < wanted.length ? 'list-incomplete' : 'list-differs', read);
  }
  if (left.length === 0 || holdsNothingElse(wanted, given)) return right('same-list', read);
  return wrong('list-too-long', read);
}

/** The parts in any order with nothing between them: «мубтадою хабар», «1) баҳор 2) тобистон». */
function holdsNothingElse(wanted: readonly string[], given: string): boolean {
  if (wanted.some((part) => /\d/.test(part))) return false;
  const words = foldWords(given, /\p{Script=Cyrillic}/u.test(wanted[0] ?? '')).filter(
    (word) => !between.has(word) && !around.has(word) && !/^\d+$/.test(word),
  );
  for (const part of wanted) {
    const core = withoutAround(foldWords(part));
    const place = words.findIndex((_, start) =>
      core.every((word, index) => isSameOrJoined(word, words[start + index] ?? '')),
    );
    if (place < 0 || core.length === 0) return false;
    words.splice(place, core.length);
  }
  return words.length === 0;
}

/** The joining -у of a pair may be at the end: мубтадою. */
function isSameOrJoined(word: string, given: string): boolean {
  return isSameWord(word, given) || isSameWord(word, given.replace(/(?<=\p{L}{3})[ую]$/u, ''));
}

function gradeWords(reference: string, given: string): Grade {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(reference);
  const hasNumber = /\d/.test(romanNumerals(reference));
  const wanted = foldWords(digitsForWords(reference, hasNumber), isCyrillic);
  const words = foldWords(digitsForWords(given, hasNumber), isCyrillic);
  const read = words.join(' ');
  if (words.length === 0) return wrong('no-words', given.slice(0, 80));
  if (wanted.length === 0)
    return bare(reference) === bare(given) ? right('same-signs') : wrong('other-signs');
  if (areSameWords(wanted, words)) return right('same-words', read);
  const core = withoutAround(hasNumber ? words.filter((word) => !between.has(word)) : words);
  const wantedCore = withoutAround(wanted);
  if (core.length > 0 && areSameWords(wantedCore, core)) return right('same-words', read);
  const place = placeOf(wantedCore, words);
  if (place < 0) return wrong('other-words', read);
  const others = words.toSpliced(place, wantedCore.length);
  if (others.some((word) => negation.has(word))) return wrong('denied', read);
  if (others.some((word) => hedge.has(word))) return wrong('two-answers', read);
  if (isEnumeration(given)) return wrong('more-than-one-answer', read);
  return others.length <= mostOtherWords ? right('sentence-with-the-answer', read) : wrong('too-long', read);
}

/** Numbers in digits on both sides, where the reference has one: асри IX, асри 9, асри нуҳум. */
function digitsForWords(text: string, hasNumber: boolean): string {
  const arabic = romanNumerals(text);
  const digits = hasNumber ? numbersInDigits(arabic) : arabic;
  return digits.replace(/(?<=\d)-?[уюи]ми?(?!\p{L})/gu, '');
}

function withoutAround(words: readonly string[]): string[] {
  let [start, end] = [0, words.length];
  while (start < end && around.has(at(words, start))) start += 1;
  while (end > start && around.has(at(words, end - 1))) end -= 1;
  return words.slice(start, end);
}

function placeOf(wanted: readonly string[], words: readonly string[]): number {
  if (wanted.length === 0 || wanted.join('').length < 3) return -1;
  return words.findIndex((_, start) =>
    wanted.every((word, index) => isSameWord(word, words[start + index] ?? '')),
  );
}

/** Names one beside the other, of which only one was asked for. */
function isEnumeration(given: string): boolean {
  return (
    /[,;/\n]/.test(given) && given.split(/[,;/\n]/).every((part) => part.trim().split(/\s+/).length <= 2)
  );
}
