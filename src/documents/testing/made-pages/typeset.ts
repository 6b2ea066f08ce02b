import type { TinyText } from '../tiny-pdf.ts';
import { textWidth } from './letter-widths.ts';

/** How a column is set. */
export interface ColumnStyle {
  readonly size: number;
  /** From line to line, in points. */
  readonly leading: number;
  readonly align: 'justified' | 'ragged';
  /** Each word is drawn by itself, or each line at once (a justified line always word by word). */
  readonly pieces: 'words' | 'lines';
  /** How far the first line of a paragraph is set in, in points. */
  readonly indent: number;
  /** Words may be broken at a line end. */
  readonly hyphenation: boolean;
}

/** A place for text: from the upper left corner, in points from the lower left corner of the page. */
export interface Box {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** The lines of a column and what did not fit. */
export interface SetColumn {
  readonly lines: readonly (readonly TinyText[])[];
  /** The paragraphs that are in the column, the last one perhaps cut. */
  readonly text: readonly string[];
  /** What continues in the next column. */
  readonly rest: readonly string[];
  /** Where the next line would stand. */
  readonly y: number;
}

const vowel = /[аеёиоуэюяӣӯы]/iu;

/** Sets paragraphs into a box, line by line. */
export function setColumn(
  paragraphs: readonly string[],
  box: Box,
  style: ColumnStyle,
  goesOn = false,
): SetColumn {
  const lines: TinyText[][] = [];
  const text: string[] = [];
  let y = box.top;
  for (const [index, paragraph] of paragraphs.entries()) {
    let words = paragraph.split(/\s+/).filter((word) => word !== '');
    let isFirst = !(goesOn && index === 0);
    const placed: string[] = [];
    while (words.length > 0) {
      if (y < box.bottom) {
        const cut = placed.length === 0 ? [] : [placed.join(' ')];
        return { lines, text: [...text, ...cut], rest: [words.join(' '), ...paragraphs.slice(index + 1)], y };
      }
      const indent = isFirst ? style.indent : 0;
      const { line, taken, rest } = nextLine(words, box.width - indent, style);
      placed.push(...taken);
      lines.push(
        placeLine(line, { x: box.x + indent, y, width: box.width - indent }, style, rest.length === 0),
      );
      words = rest;
      y -= style.leading;
      isFirst = false;
    }
    text.push(placed.join(' '));
  }
  return { lines, text, rest: [], y };
}

interface Broken {
  /** The words of the line as they are drawn. */
  readonly line: readonly string[];
  /** The same as words of the text: a part of a broken word counts on the line on which the word ends. */
  readonly taken: readonly string[];
  readonly rest: string[];
}

const brokenMark = '\u00AC';

function nextLine(words: readonly string[], width: number, style: ColumnStyle): Broken {
  const line: string[] = [];
  const taken: string[] = [];
  let used = 0;
  for (const [index, marked] of words.entries()) {
    // The rest of a word that was broken carries its beginning before the mark.
    const [before, word = before ?? ''] = marked.split(brokenMark) as [string, string?];
    const whole = marked.includes(brokenMark) ? `${before}${word}` : word;
    const needed = textWidth(word, style.size) + (index === 0 ? 0 : textWidth(' ', style.size));
    if (used + needed <= width || index === 0) {
      line.push(word);
      taken.push(whole);
      used += needed;
      continue;
    }
    const room = width - used - textWidth(' -', style.size);
    const parts =
      style.hyphenation && !marked.includes(brokenMark) ? breakWord(word, room, style.size) : undefined;
    if (parts === undefined) return { line, taken, rest: words.slice(index) };
    const [start, end] = parts;
    return {
      line: [...line, `${start}-`],
      taken,
      rest: [`${start}${brokenMark}${end}`, ...words.slice(index + 1)],
    };
  }
  return { line, taken, rest: [] };
}

/** Breaks a word before a consonant that a vowel follows, as late as it fits. */
function breakWord(word: string, room: number, size: number): [string, string] | undefined {
  if (!/^\p{Ll}+[.,]?$/u.test(word)) return undefined;
  for (let index = word.length - 3; index >= 2; index -= 1) {
    const isBorder =
      vowel.test(word[index - 1] ?? '') &&
      !vowel.test(word[index] ?? '') &&
      vowel.test(word[index + 1] ?? '');
    if (isBorder && textWidth(word.slice(0, index), size) <= room)
      return [word.slice(0, index), word.slice(index)];
  }
  return undefined;
}

function placeLine(
  words: readonly string[],
  place: { readonly x: number; readonly y: number; readonly width: number },
  { size, align, pieces }: ColumnStyle,
  isLast: boolean,
): TinyText[] {
  const { x, y, width } = place;
  const natural = words.map((word) => textWidth(word, size));
  const room = width - natural.reduce((sum, each) => sum + each, 0);
  const space =
    align === 'justified' && !isLast && words.length > 1 ? room / (words.length - 1) : textWidth(' ', size);
  if (pieces === 'lines' && (align === 'ragged' || isLast)) return [{ text: words.join(' '), x, y, size }];
  let at = x;
  return words.map((text, index) => {
    const piece = { text, x: at, y, size };
    at += (natural[index] ?? 0) + space;
    return piece;
  });
}
