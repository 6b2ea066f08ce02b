import type { PdfLine } from '../line.ts';
import type { Row, Segment } from '../row.ts';

/** Rows whose words are labels of a diagram. */
export interface Diagram {
  readonly start: number;
  /** Behind the last of them. */
  readonly end: number;
}

/** Labels are at most this part of their column wide. */
const widestLabel = 0.7;
const fewestLabels = 6;
/** A table is drawn row by row, or column by column: labels go up again more often than the one does, and back to the left. */
const fewestBreaks = 3;
const breakShare = 0.15;
const fewestReturns = 2;
/** A row higher begins this many letter heights away; lines of one label are closer than the second. */
const step = 0.5;
const closeLines = 1.6;

/** Where the rows of a column are labels of a diagram: short, and drawn neither row by row nor column by column. */
export function diagramsOf(rows: readonly Row[], left: number, right: number): Diagram[] {
  const isLabels = (row: Row | undefined) =>
    row?.segments.every(({ x, end }) => end - x <= widestLabel * (right - left));
  const found: Diagram[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (end < rows.length && isLabels(rows[end])) end += 1;
    const diagram = trimmed(rows, start, end);
    if (isDiagram(rows.slice(diagram.start, diagram.end))) found.push(diagram);
    start = end + 1;
  }
  return found;
}

/** Without the last line of the text above and the first of the text below, which are drawn with that text. */
function trimmed(rows: readonly Row[], from: number, to: number): Diagram {
  let [start, end] = [from, to];
  while (start < end && isDrawnAfter(rows[start - 1], rows[start])) start += 1;
  while (end > start && isDrawnAfter(rows[end - 1], rows[end])) end -= 1;
  return { start, end };
}

function isDrawnAfter(above: Row | undefined, below: Row | undefined): boolean {
  const [only, ...others] = below?.segments ?? [];
  if (!above || !only || others.length > 0) return false;
  const isNext = above.segments.every(({ order }) => order < only.order);
  return isNext && only.y - above.y < 1.5 * only.height;
}

function isDiagram(rows: readonly Row[]): boolean {
  const labels = labelsOf(inDrawingOrder(rows));
  if (labels.length < fewestLabels) return false;
  const steps = labels.slice(1).map((label, index) => ({ label, previous: labels[index] ?? label }));
  const higher = steps.filter(
    ({ label, previous }) => label.bottom < previous.top - step * label.height,
  ).length;
  const lefter = steps.filter(({ label, previous }) => label.to < previous.from).length;
  return higher >= Math.max(fewestBreaks, breakShare * steps.length) && lefter >= fewestReturns;
}

/** Lines that are drawn one under the other, as one label or cell. */
interface Label {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

function labelsOf(drawn: readonly Segment[]): Label[] {
  const labels: Label[] = [];
  for (const { x, end, y, height } of drawn) {
    const last = labels.at(-1);
    const gap = last ? y - last.bottom : 0;
    const isUnder = gap > step * height && gap < closeLines * height;
    if (last && isUnder && x < last.to && end > last.from) {
      const [from, to] = [Math.min(x, last.from), Math.max(end, last.to)];
      labels[labels.length - 1] = { ...last, from, to, bottom: y };
    } else labels.push({ from: x, to: end, top: y, bottom: y, height });
  }
  return labels;
}

function inDrawingOrder(rows: readonly Row[]): Segment[] {
  return rows.flatMap(({ segments }) => segments).sort((one, other) => one.order - other.order);
}

/** The labels of a diagram, a line each, in the order in which they are drawn: parts of one label are drawn together. */
export function linesOfDiagram(rows: readonly Row[], left: number, right: number): PdfLine[] {
  return inDrawingOrder(rows).map(({ text, x, end, y, height }, index) => ({
    ...{ text, x, end, y, height, left, right },
    kind: 'row',
    follows: index === 0 ? 'block' : 'line',
  }));
}
