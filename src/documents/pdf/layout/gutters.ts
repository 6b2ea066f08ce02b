import type { Segment } from './row.ts';

/** A vertical strip without text that lines of two columns (or cells of a table) are beside. */
export interface Gutter {
  readonly from: number;
  readonly to: number;
  /** What is left and right of it, and above and below where it is free. */
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
  readonly above: readonly Segment[];
  readonly below: readonly Segment[];
}

/** Lines on each side of a gutter, at the least. */
const fewestLines = 4;
/** Lines that begin at the same place differ by less than this, in points. */
const startTolerance = 1.5;
/** A gutter is at least this part of the letters' height wide. */
const narrowest = 0.5;
/** A gap of this many letter heights between lines ends a column. */
const columnEnd = 2.6;

/**
 * The gutters of a region: left of places where several lines begin, each as far up and down as no text
 * crosses it.
 */
export function findGutters(segments: readonly Segment[]): Gutter[] {
  const height = medianHeight(segments);
  const leftmost = Math.min(...segments.map(({ x }) => x));
  return commonStarts(segments)
    .filter((x) => x - leftmost > height)
    .flatMap((x) => guttersAt(x, segments, height));
}

/** Places at which at least {@link fewestLines} lines begin. */
function commonStarts(segments: readonly Segment[]): number[] {
  const sorted = segments.map(({ x }) => x).sort((one, other) => one - other);
  const starts: number[] = [];
  for (let index = 0; index < sorted.length; ) {
    const first = sorted[index] ?? 0;
    let next = index + 1;
    while ((sorted[next] ?? Number.POSITIVE_INFINITY) - first <= startTolerance) next += 1;
    if (next - index >= fewestLines) starts.push(first);
    index = next;
  }
  return starts;
}

function guttersAt(x: number, segments: readonly Segment[], height: number): Gutter[] {
  const from = x - narrowest * height;
  const crossing = segments.filter((segment) => segment.x < x - 0.2 && segment.end > from);
  const stops = crossing.map(({ y }) => y).sort((one, other) => one - other);
  const bounds = [Number.NEGATIVE_INFINITY, ...stops, Number.POSITIVE_INFINITY];
  const gutters: Gutter[] = [];
  for (const [index, top] of bounds.slice(0, -1).entries()) {
    const bottom = bounds[index + 1] ?? top;
    if (bottom - top < fewestLines * height) continue;
    const within = segments.filter(({ y }) => y > top && y < bottom);
    const gutter = trimmed(x, within, height);
    if (lineCount(gutter.left, height) < fewestLines || lineCount(gutter.right, height) < fewestLines)
      continue;
    const starting = gutter.right.filter((segment) => segment.x - x <= startTolerance).length;
    if (starting < fewestLines) continue;
    const inside = new Set([...gutter.left, ...gutter.right]);
    const outside = segments.filter((segment) => !inside.has(segment));
    const middle = Math.min(...gutter.left.map(({ y }) => y), ...gutter.right.map(({ y }) => y));
    gutters.push({
      from: Math.max(...gutter.left.map(({ end }) => end)),
      to: x,
      ...gutter,
      above: outside.filter(({ y }) => y < middle),
      below: outside.filter(({ y }) => y >= middle),
    });
  }
  return gutters;
}

/** The two sides, without lines that are apart above or below them and have nothing beside them. */
function trimmed(x: number, within: readonly Segment[], height: number): Pick<Gutter, 'left' | 'right'> {
  const byHeight = [...within].sort((one, other) => one.y - other.y);
  const isLeft = (segment: Segment) => segment.x < x - 0.2;
  const lastOf = (side: boolean) =>
    Math.max(...byHeight.filter((segment) => isLeft(segment) === side).map(({ y }) => y));
  const firstOf = (side: boolean) =>
    Math.min(...byHeight.filter((segment) => isLeft(segment) === side).map(({ y }) => y));
  const end = Math.min(lastOf(true), lastOf(false));
  const start = Math.max(firstOf(true), firstOf(false));
  let last = byHeight.length;
  for (let index = 1; index < byHeight.length; index += 1) {
    const [above, below] = [byHeight[index - 1], byHeight[index]];
    if (!above || !below || below.y <= end + 0.5 * height) continue;
    if (below.y - above.y > columnEnd * height) {
      last = index;
      break;
    }
  }
  let first = 0;
  for (let index = last - 1; index > 0; index -= 1) {
    const [above, below] = [byHeight[index - 1], byHeight[index]];
    if (!above || !below || above.y >= start - 0.5 * height) continue;
    if (below.y - above.y > columnEnd * height) {
      first = index;
      break;
    }
  }
  const kept = byHeight.slice(first, last);
  return { left: kept.filter(isLeft), right: kept.filter((segment) => !isLeft(segment)) };
}

/** How many lines the segments are on. */
export function lineCount(segments: readonly Segment[], height: number): number {
  let [count, y] = [0, Number.NEGATIVE_INFINITY];
  for (const segment of [...segments].sort((one, other) => one.y - other.y)) {
    if (segment.y - y <= 0.3 * height) continue;
    count += 1;
    y = segment.y;
  }
  return count;
}

/** The height of the middle one of all letters. */
export function medianHeight(segments: readonly Segment[]): number {
  const heights = segments.map(({ height }) => height).sort((one, other) => one - other);
  return heights[Math.floor(heights.length / 2)] || 12;
}
