import { countUp } from '../../../core/count-up.ts';
import { plainFractions, scriptInProse } from '../../formulas/scripts.ts';
import type { PdfItem } from '../file/items.ts';
import { changesScript, inReadingOrder, isRightToLeft, mirrored } from './direction.ts';
import { withFractions } from './fractions.ts';
import { holdsSpacedWord, joinLetters, withoutLetterSpacing } from './letter-spacing.ts';
import { type Piece, toPieces } from './pieces.ts';
import type { Row, Segment } from './row.ts';

/** How the rows of a page are made. */
export interface RowOptions {
  /** Size of most letters of the document. */
  readonly bodyHeight: number;
  /** Numbers of the page's footnotes: raised digits that name one are left out of the text. */
  readonly notes: ReadonlySet<string>;
}

/** A gap this many letter heights wide may lie between two columns or cells. */
const cellGap = 0.9;
/** Before a number, and between two of them, cells are set closer. */
const numberGap = 0.55;
const numbersGap = 0.4;
/** Between pieces that the file does not draw one after the other, columns may be as close as this. */
const apartGap = 0.5;
const number = /^[\d.,+–-]*\d[\d.,%]*$/;
/** From here a gap is a space; letters of one word are set closer. */
const wordGap = 0.17;

/** Sets the pieces of a page into rows, top to bottom. */
export function rowsOfPage(items: readonly PdfItem[], options: RowOptions): Row[] {
  const isMirrored = isRightToLeft(items);
  const pieces = toPieces(isMirrored ? mirrored(items) : items).sort(
    (one, other) => one.y - other.y || one.x - other.x,
  );
  const rows: Piece[][] = [];
  let y = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const row = rows.at(-1);
    if (row && piece.y - y <= 0.3 * Math.min(piece.height, options.bodyHeight)) row.push(piece);
    else {
      rows.push([piece]);
      y = piece.y;
    }
  }
  const set = rows
    .map((row) => toRow(row, options, isMirrored))
    .filter(({ segments }) => segments.length > 0);
  return withFractions(set, (segments) => toRow(segments.map(asPiece), options, isMirrored));
}

function asPiece({ text, x, end, y, height, order }: Segment): Piece {
  return { text, x, y, width: end - x, height, order, font: '', spaceBefore: false };
}

function toRow(row: readonly Piece[], { notes }: RowOptions, isMirrored: boolean): Row {
  const sorted = [...row].sort((one, other) => one.x - other.x);
  const pieces = joinLetters(inReadingOrder(sorted, isMirrored));
  const isSpaced = pieces.some(({ text }) => text.length > 6 && holdsSpacedWord(text));
  const segments: Segment[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const text = withoutLetterSpacing(piece.text.replace(/\s/g, ' ').trim(), isSpaced).replace(/ +/g, ' ');
    const end = piece.x + piece.width;
    const last = segments.at(-1);
    if (last && piece.script === 'superscript' && notes.has(text) && !/(?:м|га|\d)$/u.test(last.text)) {
      segments[segments.length - 1] = { ...last, end };
      continue;
    }
    const gap = last ? piece.x - last.end : 0;
    const isNext = piece.order === previous + 1;
    previous = piece.order;
    const size = piece.script ? Math.max(piece.height, last?.height ?? 0) : piece.height;
    if (!last || gap > cellGapBetween(last.text, text, isNext) * size) {
      const { x, y, height, order } = piece;
      segments.push({ text, x, end, y, height, order, spaces: [] });
      continue;
    }
    const isApart = piece.spaceBefore || gap > wordGap * piece.height || changesScript(last.text, text);
    const space = isApart ? ' ' : '';
    const shown = piece.script ? scriptInProse(text, piece.script, last.text + space) : text;
    const joined = `${last.text}${space}${shown}`;
    segments[segments.length - 1] = {
      ...last,
      text: joined.includes('/') || joined.includes('⁄') ? plainFractions(joined) : joined,
      end: Math.max(last.end, end),
      height: Math.max(last.height, piece.height),
      order: Math.min(last.order, piece.order),
      spaces: space === '' ? last.spaces : [...last.spaces, gap],
    };
  }
  const [first] = segments;
  return { y: first?.y ?? 0, height: Math.max(...segments.map(({ height }) => height), 1), segments };
}

function cellGapBetween(left: string, right: string, isNext: boolean): number {
  if (!isNext) return Math.min(apartGap, number.test(left) ? numbersGap : apartGap);
  if (!number.test(right)) return cellGap;
  return number.test(left) ? numbersGap : numberGap;
}

/** Segments as rows: those on one baseline together, top to bottom. */
export function rowsOfSegments(segments: readonly Segment[]): Row[] {
  const sorted = [...segments].sort((one, other) => one.y - other.y || one.x - other.x);
  const rows: Segment[][] = [];
  let y = Number.NEGATIVE_INFINITY;
  for (const segment of sorted) {
    const row = rows.at(-1);
    if (row && segment.y - y <= 0.3 * Math.min(segment.height, row[0]?.height ?? segment.height))
      row.push(segment);
    else {
      rows.push([segment]);
      y = segment.y;
    }
  }
  return rows.map((row) => ({
    y: row[0]?.y ?? 0,
    height: Math.max(...row.map(({ height }) => height), 1),
    segments: row.sort((one, other) => one.x - other.x),
  }));
}

/** The height of most letters. */
export function bodyHeightOf(pages: Iterable<{ readonly items: readonly PdfItem[] }>): number {
  const letters = new Map<number, number>();
  for (const { items } of pages) {
    for (const { text, height } of items) {
      const size = Math.round(height * 2) / 2;
      countUp(letters, size, text.trim().length);
    }
  }
  const [best] = [...letters].sort((one, other) => other[1] - one[1]);
  return best?.[0] || 12;
}
