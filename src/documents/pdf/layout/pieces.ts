import type { Script } from '../../formulas/scripts.ts';
import type { PdfItem } from '../file/items.ts';

/** A piece of text on the line that it belongs to. */
export interface Piece extends PdfItem {
  readonly spaceBefore: boolean;
  /** Raised and lowered pieces are on the line of the text before them. */
  readonly script?: Script;
  /** Place in the order in which the file draws the page. */
  readonly order: number;
}

/** Raised letters are at least this much smaller than their line. */
const smaller = 0.8;
/** How far letters are raised or lowered, in heights of their line. */
const leastShift = 0.1;
const usualShift = 0.7;
/** Right behind the text, also further. */
const furthestShift = 1.05;
const closeGap = 0.12;
const nearGap = 0.6;
/** Letters of full size are raised when they are this few. */
const longestOfFullSize = 3;

/** Drops white space (a gap or a mark on the next piece) and brings raised and lowered pieces to their line. */
export function toPieces(items: readonly PdfItem[]): Piece[] {
  const pieces: Piece[] = [];
  /** Where the last piece was drawn. */
  let drawn: PdfItem | undefined;
  let spaceBefore = false;
  for (const item of items) {
    if (item.text.trim() === '') {
      spaceBefore ||= item.width > 0;
      continue;
    }
    const last = pieces.at(-1);
    if (last && drawn && isTwice(drawn, item)) continue;
    const startsWithSpace = /^\s/.test(item.text);
    const hasSpace = spaceBefore || startsWithSpace;
    if (last?.script && drawn && !hasSpace && isSameScript(drawn, item)) {
      const width = item.x + item.width - last.x;
      pieces[pieces.length - 1] = { ...last, text: last.text + item.text.trimEnd(), width };
    } else {
      const script = last && !last.script ? scriptOf(last, item, hasSpace) : undefined;
      pieces.push({
        ...item,
        y: script ? (last?.y ?? item.y) : item.y,
        spaceBefore: hasSpace,
        ...(script ? { script } : {}),
        order: pieces.length,
      });
    }
    drawn = item;
    spaceBefore = /\s$/.test(item.text);
  }
  return withFarScripts(pieces);
}

/** Bold letters are sometimes drawn twice, a hair apart. */
function isTwice(last: PdfItem, item: PdfItem): boolean {
  return (
    last.text === item.text &&
    Math.abs(last.x - item.x) < 0.1 * item.height &&
    Math.abs(last.y - item.y) < 0.1 * item.height
  );
}

/** Whether a piece continues where another raised or lowered one ended. */
function isSameScript(drawn: PdfItem, item: PdfItem): boolean {
  return (
    Math.abs(item.height - drawn.height) < 0.1 * drawn.height &&
    Math.abs(item.y - drawn.y) < 0.1 * drawn.height &&
    Math.abs(item.x - drawn.x - drawn.width) < 0.3 * drawn.height
  );
}

/** Whether a piece is raised or lowered against the text right before it. */
function scriptOf(line: PdfItem, item: PdfItem, hasSpace: boolean): Script | undefined {
  const gap = Math.abs(item.x - line.x - line.width) / line.height;
  const shift = (line.y - item.y) / line.height;
  const size = Math.abs(shift);
  if (size <= leastShift) return undefined;
  const isSmall = item.height < smaller * line.height;
  if (hasSpace && !isSmall) return undefined;
  const isNear = isSmall
    ? (gap < nearGap && size < usualShift) || (gap < closeGap && size < furthestShift)
    : gap < closeGap && size > 0.2 && size < usualShift && item.text.trim().length <= longestOfFullSize;
  if (!isNear || item.height > 1.05 * line.height) return undefined;
  return shift > 0 ? 'superscript' : 'subscript';
}

/** Scripts that the file does not draw behind their text are found by their place. */
function withFarScripts(pieces: Piece[]): Piece[] {
  const sizes = pieces.map(({ height }) => height);
  const largest = Math.max(...sizes);
  if (!sizes.some((height) => height < smaller * largest)) return pieces;
  const byEnd = Map.groupBy(pieces, ({ x, width }) => Math.round((x + width) / endStep));
  return pieces.map((piece) => {
    if (piece.script || piece.text.trim().length > longestFar || piece.spaceBefore) return piece;
    const place = Math.round(piece.x / endStep);
    for (const near of [place, place - 1, place + 1]) {
      for (const line of byEnd.get(near) ?? []) {
        if (line.script || piece.height >= smaller * line.height) continue;
        if (Math.abs(piece.x - line.x - line.width) > 0.2 * line.height) continue;
        const script = scriptOf(line, piece, false);
        if (script) return { ...piece, y: line.y, script, order: line.order + 0.5 };
      }
    }
    return piece;
  });
}

/** Ends of pieces are looked up in steps of this many points. */
const endStep = 4;
const longestFar = 6;
