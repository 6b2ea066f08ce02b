import { transliterate, withCapitalsOf } from '../../language/index.ts';
import type { Span } from './find-spans.ts';

/** A text in Latin letters as Cyrillic, with the way back. */
export interface CyrillicReading {
  readonly text: string;
  /** Where a piece of the Cyrillic text stands in the text as it was typed: whole words. */
  original(span: Span): Span;
}

/** Months and units as people type them, which no rule of letters gives. */
const usual: Readonly<Record<string, string>> = {
  yanvar: 'январ',
  noyabr: 'ноябр',
  oktyabr: 'октябр',
  oktabr: 'октябр',
  sentyabr: 'сентябр',
  sentabr: 'сентябр',
  dekabr: 'декабр',
  iyul: 'июл',
  iyun: 'июн',
  aprel: 'апрел',
  fevral: 'феврал',
  paga: 'пагоҳ',
  pagoh: 'пагоҳ',
  az: 'аз',
  may: 'май',
};

/**
 * Reads a message typed in Latin letters; nothing where it has more Cyrillic letters than Latin ones. Addresses of mail
 * and numbers of documents stay as they are.
 */
export function readLatin(text: string): CyrillicReading | undefined {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin <= cyrillic) return undefined;
  const pieces: {
    readonly from: number;
    readonly to: number;
    readonly start: number;
    readonly end: number;
  }[] = [];
  let read = '';
  for (const { 0: piece, index } of text.matchAll(
    /[^\s@]+@[^\s@]+|[\p{Script=Latin}\p{M}'’ʼ‘]+|[^\p{Script=Latin}]/gu,
  )) {
    const from = read.length;
    read += isWord(piece) ? cyrillicOf(piece) : piece;
    pieces.push({ from, to: read.length, start: index, end: index + piece.length });
  }
  return {
    text: read,
    original({ start, end }) {
      const first = pieces.find(({ to }) => to > start);
      const last = pieces.findLast(({ from }) => from < end);
      return { start: first?.start ?? text.length, end: last?.end ?? text.length };
    },
  };
}

const isWord = (piece: string) => /^[\p{Script=Latin}\p{M}'’ʼ‘]{2,}$/u.test(piece);

function cyrillicOf(word: string): string {
  const known = usual[word.toLowerCase()];
  return withCapitalsOf(word, known ?? transliterate(word, { from: 'Latn', to: 'Cyrl' }));
}
