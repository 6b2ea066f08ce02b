import type { PdfItem } from '../file/items.ts';

/** Text on one line without a wide gap: a line of prose, a cell of a table, a line of a column. */
export interface Segment {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
  /** Place in the order in which the file draws the page. */
  readonly order: number;
  /** Widths of the spaces between words that are drawn apart, in points. */
  readonly spaces: readonly number[];
}

/** Everything that stands on one line of a page, from left to right. */
export interface Row {
  readonly y: number;
  readonly height: number;
  readonly segments: readonly Segment[];
}

/** How the rows of a page are made. */
export interface RowOptions {
  /** Size of most letters of the document. */
  readonly bodyHeight: number;
  /** Numbers of the page's footnotes: raised digits that name one are left out of the text. */
  readonly notes: ReadonlySet<string>;
}

interface Piece extends PdfItem {
  readonly spaceBefore: boolean;
  readonly raised: boolean;
  readonly order: number;
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
  const pieces = toPieces(items).sort((one, other) => one.y - other.y || one.x - other.x);
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
  return rows.map((row) => toRow(row, options)).filter(({ segments }) => segments.length > 0);
}

/** Drops white space (a gap or a mark on the next piece) and brings raised and lowered pieces to their line. */
function toPieces(items: readonly PdfItem[]): Piece[] {
  const pieces: Piece[] = [];
  let spaceBefore = false;
  for (const item of items) {
    if (item.text.trim() === '') {
      spaceBefore ||= item.width > 0;
      continue;
    }
    const last = pieces.at(-1);
    if (last && isTwice(last, item)) continue;
    const gap = last ? item.x - last.x - last.width : Number.POSITIVE_INFINITY;
    const shift = last ? last.y - item.y : 0;
    const isAttached =
      last !== undefined &&
      item.height < 0.8 * last.height &&
      Math.abs(gap) < 0.5 * last.height &&
      Math.abs(shift) > 0.1 * last.height &&
      Math.abs(shift) < 0.7 * last.height;
    const startsWithSpace = /^\s/.test(item.text);
    pieces.push({
      ...item,
      y: isAttached ? last.y : item.y,
      spaceBefore: spaceBefore || startsWithSpace,
      raised: isAttached && shift > 0,
      order: pieces.length,
    });
    spaceBefore = /\s$/.test(item.text);
  }
  return pieces;
}

/** Bold letters are sometimes drawn twice, a hair apart. */
function isTwice(last: PdfItem, item: PdfItem): boolean {
  return (
    last.text === item.text &&
    Math.abs(last.x - item.x) < 0.1 * item.height &&
    Math.abs(last.y - item.y) < 0.1 * item.height
  );
}

function toRow(row: readonly Piece[], { notes }: RowOptions): Row {
  const pieces = [...row].sort((one, other) => one.x - other.x);
  const segments: Segment[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const text = piece.text.replace(/\s+/g, ' ').trim();
    const end = piece.x + piece.width;
    const last = segments.at(-1);
    if (last && piece.raised && notes.has(text) && !/(?:м|га|\d)$/u.test(last.text)) {
      segments[segments.length - 1] = { ...last, end };
      continue;
    }
    const gap = last ? piece.x - last.end : 0;
    const isNext = piece.order === previous + 1;
    previous = piece.order;
    if (!last || gap > cellGapBetween(last.text, text, isNext) * piece.height) {
      const { x, y, height, order } = piece;
      segments.push({ text, x, end, y, height, order, spaces: [] });
      continue;
    }
    const space = piece.spaceBefore || gap > wordGap * piece.height ? ' ' : '';
    segments[segments.length - 1] = {
      ...last,
      text: `${last.text}${space}${text}`,
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
      letters.set(size, (letters.get(size) ?? 0) + text.trim().length);
    }
  }
  const [best] = [...letters].sort((one, other) => other[1] - one[1]);
  return best?.[0] || 12;
}
