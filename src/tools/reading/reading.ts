import type { Rational } from '../exact/rational.ts';
import { foldWord } from './fold.ts';
import { frames } from './frames.ts';
import { isNumberWord, readWordNumber } from './number-words.ts';
import { scan, type Token } from './scan.ts';

/** A number of a question, and how it was there. */
export interface FoundNumber {
  readonly value: Rational;
  readonly text: string;
  readonly isOrdinal: boolean;
  readonly isUnclear: boolean;
}

/** A question as the patterns see it. */
export interface Reading {
  /** As it was typed. */
  readonly raw: string;
  /**
   * Folded words with one space between; numbers are №0, №1 …, quoted texts ⟦0, ⟦1 …, signs stand alone.
   * Question marks and the frame around the task (greetings, please) are gone; `.` and `,` remain.
   */
  readonly text: string;
  /** The same with its frame: «салом бо лотинӣ» asks about the word салом. */
  readonly framed: string;
  readonly numbers: readonly FoundNumber[];
  readonly quotes: readonly string[];
  /** Folded words as they were typed. */
  readonly typed: ReadonlyMap<string, string>;
}

const endings = new Set(['ро', 'ра', 'рои', 'и', 'а', 'та', 'то', 'дона'].map(foldWord));
const ordinalEndings = new Set(['ум', 'юм', 'уми', 'юми'].map(foldWord));

/**
 * Reads a question. `isLoose` joins number words without -у (бист панҷ = 25).
 * @returns nothing where a number can be read in two ways.
 */
export function readQuestion(raw: string, { isLoose }: { readonly isLoose: boolean }): Reading | undefined {
  const tokens = scan(spellDates(raw));
  const numbers: FoundNumber[] = [];
  const quotes: string[] = [];
  const typed = new Map<string, string>();
  const parts: string[] = [];
  const folded = tokens.map((token) => (token.kind === 'word' ? token.folded : ''));
  const put = (number: FoundNumber) => parts.push(`№${numbers.push(number) - 1}`);
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (!token) break;
    if (token.kind === 'number') {
      if (token.isUnclear) return undefined;
      const mixed = mixedFraction(tokens, place);
      if (mixed) {
        put({
          value: mixed,
          text: tokens
            .slice(place, place + 4)
            .map(textOf)
            .join(' '),
          isOrdinal: false,
          isUnclear: false,
        });
        place += 3;
      } else {
        const next = tokens[place + 1];
        const isOrdinal = next?.kind === 'word' && ordinalEndings.has(next.folded);
        put({ value: token.value, text: token.text, isOrdinal, isUnclear: false });
        if (isOrdinal) place += 1;
      }
      const next = tokens[place + 1];
      if (next?.kind === 'word' && endings.has(next.folded) && isAttached(raw, token.text, next.text))
        place += 1;
    } else if (token.kind === 'quote') {
      parts.push(`⟦${quotes.push(token.text) - 1}`);
    } else if (token.kind === 'sign') {
      // A question mark inside ends a sentence as a full stop does.
      const sign = token.sign === '?' ? '.' : token.sign;
      if (!(sign === '.' && (place === tokens.length - 1 || parts.at(-1) === '.' || parts.at(-1) === '=')))
        parts.push(sign);
    } else {
      const number =
        isNumberWord(token.folded) || /ним$/.test(token.folded)
          ? readWordNumber(folded, place, isLoose)
          : undefined;
      if (number) {
        const text = tokens
          .slice(place, place + number.count)
          .map(textOf)
          .join(' ');
        put({ value: number.value, text, isOrdinal: number.isOrdinal, isUnclear: false });
        place += number.count - 1;
        const next = tokens[place + 1];
        if (next?.kind === 'word' && (next.folded === 'ро' || next.folded === 'ра')) place += 1;
      } else {
        typed.set(token.folded, token.text);
        parts.push(token.folded);
      }
    }
  }
  const framed = parts.join(' ').replace(/% − и(?= |$)/gu, '%');
  return { raw, text: frames(framed), framed, numbers, quotes, typed };
}

const months = 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри'.split(
  ' ',
);

/** 09.09.1991 → 9 сентябри 1991. */
function spellDates(text: string): string {
  return text.replace(
    /(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])/g,
    (found, day: string, month: string, year: string) => {
      const name = months[Number(month) - 1];
      return name === undefined ? found : `${day} ${name} соли ${year}`;
    },
  );
}

/** 2 1/2: a whole number, then a proper fraction. */
function mixedFraction(tokens: readonly Token[], place: number): Rational | undefined {
  const [whole, top, slash, bottom] = tokens.slice(place, place + 4);
  if (
    whole?.kind !== 'number' ||
    top?.kind !== 'number' ||
    slash?.kind !== 'sign' ||
    bottom?.kind !== 'number'
  )
    return undefined;
  if (
    slash.sign !== '/' ||
    whole.value.bottom !== 1n ||
    top.value.bottom !== 1n ||
    bottom.value.bottom !== 1n
  )
    return undefined;
  if (top.value.top <= 0n || top.value.top >= bottom.value.top) return undefined;
  const { top: a } = top.value;
  const { top: b } = bottom.value;
  const divisor = (x: bigint, y: bigint): bigint => (y === 0n ? x : divisor(y, x % y));
  const [up, down] = [whole.value.top * b + a, b];
  const common = divisor(up, down);
  return { top: up / common, bottom: down / common };
}

function textOf(token: Token): string {
  return token.kind === 'sign' ? token.sign : token.text;
}

/** The counter -то is part of the number only where it is written to it: 5-то, 5то, not «аз 5 то 10». */
function isAttached(raw: string, number: string, ending: string): boolean {
  if (/^(?:ро|ра)$/iu.test(ending)) return true;
  return (
    new RegExp(`${number.replace(/[.]/g, '\\.')}\\s?-?${ending}(?!\\p{L})`, 'u').test(raw) &&
    !new RegExp(`${number.replace(/[.]/g, '\\.')}\\s${ending}(?!\\p{L})`, 'u').test(raw)
  );
}

/** Folded words of a reading as they were typed; quoted texts without their marks. */
export function asTyped(folded: string, reading: Reading): string {
  return folded
    .split(' ')
    .map((word) => {
      const [, kind, index] = /^(№|⟦)(\d+)$/u.exec(word) ?? [];
      if (kind === '№') return reading.numbers[Number(index)]?.text ?? word;
      return kind === '⟦' ? (reading.quotes[Number(index)] ?? word) : (reading.typed.get(word) ?? word);
    })
    .join(' ');
}
