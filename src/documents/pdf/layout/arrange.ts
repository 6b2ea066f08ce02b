import { continuation, endsSentence } from './continuation.ts';
import type { PdfLine } from './line.ts';

/** What a gutter divides a region into, each part in reading order. */
export interface Parts {
  readonly above: readonly PdfLine[];
  readonly left: readonly PdfLine[];
  readonly right: readonly PdfLine[];
  readonly below: readonly PdfLine[];
}

/** That one side is a box, read by itself, must show this clearly in how the sentences continue. */
const boxDoubt = 1;

/**
 * Puts the parts in order: above, left, right, below. If the text continues from one side to what is below and
 * not through the other side, the other side is a box: it comes after the paragraph that it is in.
 */
export function arrange({ above, left, right, below }: Parts): PdfLine[] {
  const columns = joint(above, left) + joint(left, right) + joint(right, below);
  const boxOnTheRight = joint(above, left) + joint(left, below) - boxDoubt;
  const boxOnTheLeft = joint(above, right) + joint(right, below) - boxDoubt;
  if (boxOnTheRight > columns && boxOnTheRight >= boxOnTheLeft) {
    return [...above, ...left, ...withBox(below, right)];
  }
  if (boxOnTheLeft > columns) return [...above, ...right, ...withBox(below, left)];
  return [...above, ...left, ...right, ...below];
}

function joint(first: readonly PdfLine[], second: readonly PdfLine[]): number {
  const [last, next] = [first.at(-1), second[0]];
  if (!last || !next || last.kind !== 'text' || next.kind !== 'text') return 0;
  if (Math.abs(last.height - next.height) > 0.15 * last.height) return 0;
  return continuation(last.text, next.text);
}

/** The lines with a box after the first of them that ends a sentence. */
export function withBox(lines: readonly PdfLine[], box: readonly PdfLine[]): PdfLine[] {
  const end = lines.findIndex(({ text, kind }) => kind !== 'text' || endsSentence(text)) + 1 || lines.length;
  const [next, ...rest] = lines.slice(end);
  return [...lines.slice(0, end), ...box, ...(next ? [{ ...next, follows: 'block' as const }, ...rest] : [])];
}
