import type { Drawing } from '../file/drawings.ts';
import type { Row } from '../layout/row.ts';
import type { Interval } from './cells.ts';
import { isTable } from './table-evidence.ts';

/** Rows that belong together: running text, or rows of a table that vertical gaps cut into cells. */
export interface Zone {
  readonly kind: 'text' | 'table';
  readonly rows: readonly Row[];
  /** The gaps of a table, left to right. */
  readonly gutters: readonly Interval[];
}

/** Rows further apart than this many letter heights do not belong together. */
const furthestRow = 5;
/** A gutter is at least this many letter heights wide. */
const gutterWidth = 0.8;

/** Cuts the rows of a page into zones, in order. Rows of running text lose their inner gaps. */
export function zonesOf(rows: readonly Row[], drawings: readonly Drawing[] = []): Zone[] {
  const zones: Zone[] = [];
  let text: Row[] = [];
  const measure = {
    from: Math.min(...rows.map(({ segments }) => segments[0]?.x ?? Number.POSITIVE_INFINITY)),
    to: Math.max(...rows.map(({ segments }) => segments.at(-1)?.end ?? 0)),
  };
  const endText = () => {
    if (text.length > 0) zones.push({ kind: 'text', rows: text.map(closeGaps), gutters: [] });
    text = [];
  };
  for (let index = 0; index < rows.length; ) {
    const { end, reach } = zoneEnd(rows, index);
    const zone = toZone(rows, { start: index, end, reach }, measure, drawings);
    const row = rows[index];
    if (zone) {
      endText();
      zones.push(zone);
      index += zone.rows.length;
    } else {
      if (row) text.push(row);
      index += 1;
    }
  }
  endText();
  return zones;
}

/**
 * How far the rows share a vertical gap with the row at `start`: the index after the last one that has
 * text on both sides of it, and after the last one that leaves it free.
 */
function zoneEnd(rows: readonly Row[], start: number): { readonly end: number; readonly reach: number } {
  const first = rows[start];
  if (!first || first.segments.length < 2) return { end: start, reach: start };
  let gutters = innerGaps(first);
  let end = start + 1;
  let reach = end;
  let previous = first;
  for (let index = start + 1; index < rows.length; index += 1) {
    const row = rows[index];
    if (!row || row.y - previous.y > furthestRow * row.height) break;
    const narrowed = narrow(gutters, row);
    if (narrowed.length === 0) break;
    gutters = narrowed;
    if (gutters.some((gutter) => isDividedBy(row, gutter))) end = index + 1;
    reach = index + 1;
    previous = row;
  }
  return { end, reach };
}

function isDividedBy({ segments }: Row, { from, to }: Interval): boolean {
  const middle = (from + to) / 2;
  return segments.some(({ end }) => end <= middle) && segments.some(({ x }) => x >= middle);
}

function innerGaps({ segments }: Row): Interval[] {
  return segments.slice(1).map((segment, index) => ({ from: segments[index]?.end ?? 0, to: segment.x }));
}

/** What is left of the gutters where the row leaves them free. */
function narrow(gutters: readonly Interval[], row: Row): Interval[] {
  const ends = [Number.NEGATIVE_INFINITY, ...row.segments.map(({ end }) => end)];
  const starts = [...row.segments.map(({ x }) => x), Number.POSITIVE_INFINITY];
  const left: Interval[] = [];
  for (const { from, to } of gutters) {
    for (const [index, end] of ends.entries()) {
      const overlap = { from: Math.max(from, end), to: Math.min(to, starts[index] ?? to) };
      if (overlap.to - overlap.from >= gutterWidth * row.height) left.push(overlap);
    }
  }
  return left;
}

function toZone(
  rows: readonly Row[],
  { start, end, reach }: { readonly start: number; readonly end: number; readonly reach: number },
  measure: Interval,
  drawings: readonly Drawing[],
): Zone | undefined {
  const split = rows.slice(start, end).filter(({ segments }) => segments.length > 1);
  if (split.length < 2) return undefined;
  const gutters = usualGutters(split);
  if (gutters.length === 0 || !isTable(split, gutters, measure, drawings)) return undefined;
  let last = end;
  while (last < reach && isRestOfCell(rows[last - 1], rows[last])) last += 1;
  return { kind: 'table', rows: rows.slice(start, last), gutters };
}

function isRestOfCell(above: Row | undefined, row: Row | undefined): boolean {
  if (!above || !row) return false;
  return row.y - above.y < 1.4 * row.height && /^\p{Ll}/u.test(row.segments[0]?.text ?? '');
}

/**
 * The gaps that most of the rows leave free (a heading over several columns of a table covers some).
 */
function usualGutters(rows: readonly Row[]): Interval[] {
  const edges = rows.flatMap(({ segments }) => segments.flatMap(({ x, end }) => [x, end]));
  const stops = [...new Set(edges)].sort((one, other) => one - other);
  const height = Math.max(...rows.map((row) => row.height));
  const free: Interval[] = [];
  for (const [index, from] of stops.slice(0, -1).entries()) {
    const to = stops[index + 1] ?? from;
    const covering = rows.filter(({ segments }) => segments.some(({ x, end }) => x < to && end > from));
    if (covering.length > 0.15 * rows.length) continue;
    const last = free.at(-1);
    if (last && last.to === from) free[free.length - 1] = { from: last.from, to };
    else free.push({ from, to });
  }
  return free.filter(({ from, to }) => to - from >= 0.5 * gutterWidth * height);
}

/** A row as one segment: its gaps were only wide spaces. */
export function closeGaps(row: Row): Row {
  const [first] = row.segments;
  if (!first || row.segments.length === 1) return row;
  const text = row.segments.map((segment) => segment.text).join(' ');
  const end = Math.max(...row.segments.map((segment) => segment.end));
  return { ...row, segments: [{ ...first, text, end, height: row.height }] };
}
