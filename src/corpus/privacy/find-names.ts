import { matchesOf } from '../../core/known.ts';
import { anyOf, type Finding, personalDataWords } from './personal-data-words.ts';

const { familyNameEndings, givenNames, nameLabels } = personalDataWords;
const windowCharacters = 80;
const word = String.raw`\p{Lu}(?:\p{L}{1,24}|\.)(?:-\p{Lu}?\p{L}{1,24})?`;
const nameWords = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${word}(?:[ \t\u00a0]?${word}){0,3}(?![\p{L}\p{N}])`,
  'gu',
);
const familyName = new RegExp(`\\p{L}{2,}${anyOf(familyNameEndings)}$`, 'iu');
const label = new RegExp(String.raw`(?<![\p{L}\p{N}])${anyOf(nameLabels)}[ \t:.,–-]{1,4}$`, 'iu');
const given = new Set(givenNames);

/** Sorts that point at a person; an IP address does not name anybody. */
const anchors = new Set<Finding['type']>([
  'phone',
  'email',
  'passport',
  'tax-number',
  'card',
  'account',
  'address',
]);

/**
 * Finds names beside other personal data, in the same line and sentence: two to four capitalised words,
 * one of which is a common given name or has the ending of a family name or patronymic (Каримов,
 * Раҳимзода, Саидович), or which follow a label (`Ному насаб:`).
 */
export function findNames(text: string, found: readonly Finding[]): Finding[] {
  const names = new Map<number, Finding>();
  for (const { type, start, end } of found) {
    if (!anchors.has(type)) continue;
    for (const [from, to] of [windowBefore(text, start), windowAfter(text, end)]) {
      for (const match of text.slice(from, to).matchAll(nameWords)) {
        const at = from + match.index;
        const between = at < start ? text.slice(at + match[0].length, start) : text.slice(end, at);
        if (!isBeside(between, at < start)) continue;
        if (isName(match[0], text.slice(Math.max(0, at - 25), at))) {
          names.set(at, { type: 'name', start: at, end: at + match[0].length });
        }
      }
    }
  }
  return [...names.values()];
}

/** A name is beside a number when little is between: some words before it, a label after it. */
function isBeside(between: string, isBefore: boolean): boolean {
  const words = matchesOf(between, /\p{L}+/gu).length;
  return isBefore ? words <= 5 && !/[!?]/.test(between) : words <= 2 && /^[\s,;:()–—|/-]/.test(between);
}

function isName(text: string, before: string): boolean {
  const words = text.split(/[ \t\u00a0.]+/).filter(Boolean);
  if (words.length < 2) return false;
  if (label.test(before)) return true;
  return words.some((part) => part.length > 1 && (given.has(part.toLowerCase()) || familyName.test(part)));
}

function windowBefore(text: string, start: number): [number, number] {
  const from = Math.max(0, start - windowCharacters);
  const part = text.slice(from, start);
  const sentenceEnd = Math.max(part.lastIndexOf('\n') + 1, lastSentenceEnd(part));
  // The window may cut a word in two: begin at the next one.
  const wordStart = from > 0 && sentenceEnd <= 0 ? part.search(/[ \n]/) + 1 : 0;
  return [from + Math.max(sentenceEnd, wordStart), start];
}

function windowAfter(text: string, end: number): [number, number] {
  const part = text.slice(end, end + windowCharacters);
  const stop = part.search(/\n|(?<=\p{L}{3})[.!?]\s/u);
  return [end, end + (stop === -1 ? part.length : stop)];
}

/** The place after the last full stop that ends a sentence, not an initial or `тел.`; 0 when there is none. */
function lastSentenceEnd(part: string): number {
  let place = 0;
  for (const match of part.matchAll(/(?<=\p{L}{4})[.!?]\s+/gu)) place = match.index + match[0].length;
  return place;
}
