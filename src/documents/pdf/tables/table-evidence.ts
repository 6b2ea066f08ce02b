import { type Drawing, isBox, isLevel, isUpright } from '../file/drawings.ts';
import { continuity } from '../layout/continuation.ts';
import { between } from '../layout/measures.ts';
import type { Row, Segment } from '../layout/row.ts';
import { cellsOf, type Interval } from './cells.ts';

const numeric = /^[^\p{L}]*\d[^\p{L}]*$|^[–—-]$/u;
/** Starts, ends or middles of cells under each other differ by less than this many letter heights. */
const alignedWithin = 0.2;
/** Spaces of a justified line differ by less than this factor. */
const evenSpaces = 1.6;

/**
 * Whether rows with gaps under each other are a table: cells that begin, end or are centred at the same
 * place, short cells, numbers. Lines of justified prose have wide spaces too, but these are as wide as the other
 * spaces of their line, the lines reach both edges, and the text continues from line to line.
 */
export function isTable(
  rows: readonly Row[],
  gutters: readonly Interval[],
  measure: Interval,
  drawings: readonly Drawing[] = [],
): boolean {
  const cells = rows.map((row) => cellsOf(row, gutters));
  const inner = cells.flatMap((row) => row.slice(1)).filter((cell) => cell.length > 0);
  const filled = cells.flat().filter((cell) => cell.length > 0).length / cells.flat().length;
  const numbers = inner.filter((cell) => numeric.test(textOf(cell))).length / Math.max(inner.length, 1);
  const words = inner.map((cell) => textOf(cell).split(' ').length).sort((one, other) => one - other);
  const flush = rows.filter((row) => isFlush(row, measure)).length / rows.length;
  const even = rows.filter(isEvenlySpaced).length / rows.length;
  const goesOn = continuity(rows.map(({ segments }) => textOf(segments))) / Math.max(rows.length - 1, 1);
  return (
    between(numbers, [0, -0.3], [0.2, 0.5], [0.5, 2.5]) +
      between(alignment(cells, measure.to), [0.3, -2], [0.6, 0], [0.9, 2]) +
      between(rows.length, [2, -0.5], [4, 0.5], [8, 1]) +
      between(filled, [0.4, -2], [0.7, 0.5]) +
      between(words[Math.floor(words.length / 2)] ?? 0, [1.5, 1], [3, 0], [6, -2]) +
      between(goesOn, [-0.5, 1], [0.1, -1.5]) +
      drawnEvidence(rows, gutters, drawings) -
      2 * flush -
      4 * even >
    0
  );
}

/** What the lines that are drawn between the rows and between the cells say. */
function drawnEvidence(
  rows: readonly Row[],
  gutters: readonly Interval[],
  drawings: readonly Drawing[],
): number {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || drawings.length === 0) return 0;
  const [top, bottom] = [first.y - 2.5 * first.height, last.y + 1.5 * last.height];
  const from = Math.min(...rows.map(({ segments }) => segments[0]?.x ?? Number.POSITIVE_INFINITY));
  const to = Math.max(...rows.map(({ segments }) => segments.at(-1)?.end ?? 0));
  const isAcross = ({ x, end }: Drawing) => Math.min(end, to) - Math.max(x, from) > 0.7 * (to - from);
  const levels = drawings
    .filter(isAcross)
    .flatMap((each) => (isLevel(each) ? [each.top] : isBox(each) ? [each.top, each.bottom] : []))
    .filter((y) => y > top && y < bottom);
  const lines = new Set(levels.map((y) => Math.round(y / (0.5 * first.height)))).size;
  const isDown = (each: Drawing) =>
    isUpright(each) && Math.min(each.bottom, bottom) - Math.max(each.top, top) > 0.6 * (last.y - first.y);
  const divided = gutters.filter((gutter) =>
    drawings.some((each) => isDown(each) && each.x >= gutter.from && each.end <= gutter.to),
  ).length;
  return between(lines, [1, 0], [3, 2], [6, 3]) + (divided === gutters.length ? 2 : 0);
}

function textOf(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join(' ');
}

/** Share of the rows whose cell agrees with most others of its column in where it begins, ends or has its middle. */
function alignment(cells: readonly (readonly Segment[][])[], edge: number): number {
  const columns = cells[0]?.length ?? 0;
  let [agreeing, all] = [0, 0];
  for (let column = 1; column < columns; column += 1) {
    const filled = cells.flatMap((row) => {
      const cell = row[column] ?? [];
      const [first, last] = [cell[0], cell.at(-1)];
      return first && last ? [{ x: first.x, end: last.end, height: first.height }] : [];
    });
    if (filled.length < 2) continue;
    const height = filled[0]?.height ?? 12;
    // Lines of prose all end at the edge.
    const ended = filled.filter(({ end }) => edge - end > 0.3 * height);
    const places = [
      filled.map(({ x }) => x),
      ended.map(({ end }) => end),
      ended.map(({ x, end }) => (x + end) / 2),
    ];
    agreeing += Math.max(...places.map((values) => mostAgreeing(values, alignedWithin * height)));
    all += filled.length;
  }
  return all === 0 ? 0 : agreeing / all;
}

/** The greatest number of values within a tolerance; 0 when none agree. */
function mostAgreeing(values: readonly number[], tolerance: number): number {
  const counts = values.map((value) => values.filter((other) => Math.abs(other - value) <= tolerance).length);
  const most = Math.max(...counts, 0);
  return most > 1 ? most : 0;
}

function isFlush({ segments, height }: Row, { from, to }: Interval): boolean {
  const [x, end] = [segments[0]?.x ?? 0, segments.at(-1)?.end ?? 0];
  return Math.abs(x - from) < 0.3 * height && Math.abs(end - to) < 0.3 * height;
}

/** Whether the gaps between the cells are as wide as the spaces between the words in them. */
function isEvenlySpaced({ segments }: Row): boolean {
  const spaces = segments.flatMap((segment) => segment.spaces);
  if (spaces.length === 0) return false;
  const gaps = segments.slice(1).map(({ x }, index) => x - (segments[index]?.end ?? 0));
  return Math.max(...gaps) < evenSpaces * Math.max(...spaces);
}
