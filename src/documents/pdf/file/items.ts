import type { Drawing, Matrix } from './drawings.ts';

/** A piece of text on a page, in points from the upper left corner of the page as it is read. */
export interface PdfItem {
  readonly text: string;
  readonly x: number;
  /** The line that the letters are on; grows downwards. */
  readonly y: number;
  readonly width: number;
  /** Size of the letters. */
  readonly height: number;
  /** The font's name inside the file; the same for all text in one font. */
  readonly font: string;
}

/** A page as the file gives it. */
export interface PdfPage {
  /** Counts from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order of the file; without what is only white space, see {@link PdfItem}. */
  readonly items: readonly PdfItem[];
  /** Text that does not run in the page's direction: names along a river on a map. */
  readonly turned: readonly PdfItem[];
  /** Whether the page has no text and a picture fills it: a scanned page. */
  readonly isPicture: boolean;
  /** Lines and rectangles; none where the text of the page is turned. */
  readonly drawings: readonly Drawing[];
}

/** What pdf.js gives for a piece of text. */
export interface RawItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

interface Placed extends PdfItem {
  /** Quarter turns from the page's direction; undefined for text at a slant. */
  readonly turn: number | undefined;
}

/**
 * Places the text of a page. Most of the text decides which way the page is read (a wide table on an
 * upright page is set sideways); text in another direction comes as `turned`.
 */
export function placeItems(
  raw: readonly RawItem[],
  viewport: Matrix,
  size: { readonly width: number; readonly height: number },
): Pick<PdfPage, 'items' | 'turned' | 'width' | 'height'> & { readonly isTurned: boolean } {
  const placed = raw.filter(({ str }) => str !== '').map((item) => place(item, viewport));
  const letters = [0, 0, 0, 0];
  for (const { turn, text } of placed)
    if (turn !== undefined) letters[turn] = (letters[turn] ?? 0) + text.length;
  const main = letters.indexOf(Math.max(...letters));
  const items: PdfItem[] = [];
  const turned: PdfItem[] = [];
  for (const { turn, ...item } of placed) {
    if (turn === main) items.push(turnBack(item, main, size));
    else turned.push(item);
  }
  const { width, height } = main % 2 === 0 ? size : { width: size.height, height: size.width };
  return { items, turned, width, height, isTurned: main !== 0 };
}

function place({ str, transform, width, height, fontName }: RawItem, viewport: Matrix): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const right = [viewport[0] * a + viewport[2] * b, viewport[1] * a + viewport[3] * b] as const;
  const angle = (Math.atan2(right[1], right[0]) / Math.PI) * 2;
  const nearest = Math.round(angle);
  const turn = Math.abs(angle - nearest) < 0.05 ? (nearest + 4) % 4 : undefined;
  return {
    text: str,
    x: viewport[0] * e + viewport[2] * f + viewport[4],
    y: viewport[1] * e + viewport[3] * f + viewport[5],
    width,
    height: height || Math.hypot(c, d),
    font: fontName,
    turn,
  };
}

/** Coordinates of a page turned so that its text is upright. */
function turnBack(item: PdfItem, turn: number, size: { width: number; height: number }): PdfItem {
  const { x, y } = item;
  if (turn === 1) return { ...item, x: y, y: size.width - x };
  if (turn === 2) return { ...item, x: size.width - x, y: size.height - y };
  if (turn === 3) return { ...item, x: size.height - y, y: x };
  return item;
}
