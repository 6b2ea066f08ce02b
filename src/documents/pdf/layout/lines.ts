import type { Drawing } from '../file/drawings.ts';
import { rowsOfTable } from '../tables/table.ts';
import { zonesOf } from '../tables/zones.ts';
import { arrange } from './arrange.ts';
import { dividesColumns } from './columns.ts';
import { findGutters, type Gutter } from './gutters.ts';
import type { PdfLine } from './line.ts';
import { boxedText, insertBox } from './regions/boxes.ts';
import { withContentsLines } from './regions/contents.ts';
import { diagramsOf, linesOfDiagram } from './regions/diagrams.ts';
import type { Row, Segment } from './row.ts';
import { rowsOfSegments } from './rows.ts';

/** Columns within columns are looked for this deep. */
const deepestColumns = 5;
/** A gutter that is this much lower than the lowest still counts as lowest: the leftmost of them comes first. */
const nearlyLowest = 0.8;

/** What a page says about its lines beside the lines themselves. */
export interface PageLayout {
  /** Where full lines end. */
  readonly edge: number;
  readonly kind?: 'text' | 'note';
  readonly drawings?: readonly Drawing[];
}

interface Region extends Required<PageLayout> {
  /** How deep columns are still looked for. */
  readonly depth: number;
}

/** The lines of a page in reading order: boxes by themselves, columns one after the other, tables row by row. */
export function linesOfRows(
  rows: readonly Row[],
  { edge, kind = 'text', drawings = [] }: PageLayout,
): PdfLine[] {
  const segments = withContentsLines(rows.flatMap((row) => row.segments));
  return linesAroundBoxes(segments, { edge, kind, drawings, depth: deepestColumns });
}

function linesAroundBoxes(segments: readonly Segment[], region: Region): PdfLine[] {
  const boxed = boxedText(segments, region.drawings);
  if (!boxed) return linesOfRegion(segments, region);
  const { box, inside, outside } = boxed;
  const drawings = region.drawings.filter((each) => each !== box);
  const lines = asColumn(linesOfRegion(inside, { ...region, drawings, edge: 0 }));
  return insertBox(linesAroundBoxes(outside, { ...region, drawings }), lines, box);
}

function linesOfRegion(segments: readonly Segment[], region: Region): PdfLine[] {
  const gutter = region.depth > 0 ? mainGutter(segments, region.drawings) : undefined;
  if (!gutter) return linesOfColumn(rowsOfSegments(segments), region);
  const linesOf = (part: readonly Segment[], edge: number) =>
    linesOfRegion(part, { ...region, edge, depth: region.depth - 1 });
  return arrange({
    above: linesOf(gutter.above, region.edge),
    left: asColumn(linesOf(gutter.left, 0)),
    right: asColumn(linesOf(gutter.right, 0)),
    below: linesOf(gutter.below, region.edge),
  });
}

/** The gutter that divides the longest columns. */
function mainGutter(segments: readonly Segment[], drawings: readonly Drawing[]): Gutter | undefined {
  const gutters = findGutters(segments)
    .map((gutter) => ({ gutter, length: lengthOf(gutter) }))
    .sort((one, other) => other.length - one.length);
  const longest = gutters.find(({ gutter }) => dividesColumns(gutter, drawings));
  if (!longest) return undefined;
  return gutters
    .filter(
      ({ gutter, length }) => length >= nearlyLowest * longest.length && dividesColumns(gutter, drawings),
    )
    .reduce((one, other) => (other.gutter.to < one.gutter.to ? other : one), longest).gutter;
}

/** How far both sides of a gutter reach beside each other, in points. */
function lengthOf({ left, right }: Gutter): number {
  const [leftY, rightY] = [left.map(({ y }) => y), right.map(({ y }) => y)];
  return (
    Math.min(Math.max(...leftY), Math.max(...rightY)) - Math.max(Math.min(...leftY), Math.min(...rightY))
  );
}

function asColumn([first, ...rest]: readonly PdfLine[]): PdfLine[] {
  return first ? [{ ...first, follows: 'column' }, ...rest] : [];
}

/** The lines of one column: text and tables. */
function linesOfColumn(rows: readonly Row[], { edge, kind, drawings }: Region): PdfLine[] {
  const lines: PdfLine[] = [];
  const left = Math.min(...rows.map(({ segments }) => segments[0]?.x ?? Number.POSITIVE_INFINITY));
  const right = edge || rightOf(rows);
  const place = { left, right, kind };
  let from = 0;
  for (const { start, end } of diagramsOf(rows, left, right)) {
    lines.push(...linesOfZones(rows.slice(from, start), place, drawings));
    lines.push(...linesOfDiagram(rows.slice(start, end), left, right));
    from = end;
  }
  return [...lines, ...linesOfZones(rows.slice(from), place, drawings)];
}

function linesOfZones(
  rows: readonly Row[],
  { left, right, kind }: Pick<PdfLine, 'left' | 'right' | 'kind'>,
  drawings: readonly Drawing[],
): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const zone of zonesOf(rows, drawings)) {
    if (zone.kind === 'text') {
      lines.push(
        ...zone.rows.map((row, index) => toLine(row, index === 0 ? 'block' : 'line', { left, right, kind })),
      );
    } else {
      const block = { left, right, kind: 'row' } as const;
      lines.push(
        ...rowsOfTable(zone).map(({ text, row }, index) => ({
          ...toLine(row, index === 0 ? 'block' : 'line', block),
          text,
        })),
      );
    }
  }
  return lines;
}

function rightOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(({ segments }) => segments.at(-1)?.end ?? 0));
}

function toLine(
  { segments, y, height }: Row,
  follows: PdfLine['follows'],
  block: Pick<PdfLine, 'left' | 'right' | 'kind'>,
): PdfLine {
  const text = segments.map((segment) => segment.text).join(' ');
  const [x, end] = [segments[0]?.x ?? 0, segments.at(-1)?.end ?? 0];
  return { ...block, text, x, end, y, height, follows };
}
