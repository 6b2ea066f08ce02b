import { type Drawing, isBox } from '../../file/drawings.ts';
import { withBox } from '../arrange.ts';
import type { PdfLine } from '../line.ts';
import type { Segment } from '../row.ts';

/** Text inside a drawn rectangle, and the text around it. */
export interface BoxedText {
  readonly box: Drawing;
  readonly inside: readonly Segment[];
  readonly outside: readonly Segment[];
}

/** A box holds at least so many lines, of so many words on average. */
const fewestLines = 3;
const fewestWords = 2;

/**
 * The first drawn box with prose in it and other text beside it: a sidebar, which is read by itself. Rectangles that hold
 * further ones are tables and forms.
 */
export function boxedText(segments: readonly Segment[], drawings: readonly Drawing[]): BoxedText | undefined {
  const boxes = drawings.filter(isBox);
  for (const box of boxes) {
    const inside = segments.filter((segment) => isInside(segment, box));
    const lines = new Set(inside.map(({ y }) => Math.round(y))).size;
    const words = inside.reduce((sum, { text }) => sum + (text.match(/\p{L}{2,}/gu)?.length ?? 0), 0);
    if (lines < fewestLines || words < fewestWords * inside.length) continue;
    if (drawings.some((other) => other !== box && divides(other, box))) continue;
    const outside = segments.filter((segment) => !inside.includes(segment));
    if (outside.some((segment) => isBeside(segment, box))) return { box, inside, outside };
  }
  return undefined;
}

function isInside({ x, end, y, height }: Segment, box: Drawing): boolean {
  return x >= box.x - 1 && end <= box.end + 1 && y - 0.7 * height >= box.top - 1 && y <= box.bottom + 1;
}

/** Whether a line or rectangle lies within a box, apart from its own edges drawn again. */
function divides(other: Drawing, box: Drawing): boolean {
  const inner = { x: box.x + 2, end: box.end - 2, top: box.top + 2, bottom: box.bottom - 2 };
  const isWithin =
    other.x < inner.end && other.end > inner.x && other.top < inner.bottom && other.bottom > inner.top;
  const isAround =
    other.x <= inner.x && other.end >= inner.end && other.top <= inner.top && other.bottom >= inner.bottom;
  const isShort =
    other.end - other.x < 0.5 * (box.end - box.x) && other.bottom - other.top < 0.5 * (box.bottom - box.top);
  return isWithin && !isAround && !isShort;
}

function isBeside({ x, end, y }: Segment, box: Drawing): boolean {
  return y > box.top && y < box.bottom && (end < box.x + 1 || x > box.end - 1);
}

/** Lines with those of a box behind the paragraph above it or beside its beginning. */
export function insertBox(lines: readonly PdfLine[], boxed: readonly PdfLine[], box: Drawing): PdfLine[] {
  const isUnderOrOver = ({ x, end }: PdfLine) => x < box.end && end > box.x;
  const above = lines.findLastIndex((line) => isUnderOrOver(line) && line.y < box.top);
  if (above === -1) return lines.some(isUnderOrOver) ? [...boxed, ...lines] : [...lines, ...boxed];
  const head = lines.slice(0, above);
  return [...head, ...withBox(lines.slice(above), boxed)];
}
