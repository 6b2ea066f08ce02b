import { grouped } from '../../formulas/scripts.ts';
import type { Row, Segment } from './row.ts';

/** How far a numerator is above its line and a denominator below, in heights of the line. */
const above = [0.25, 0.95] as const;
const below = [0.3, 1.1] as const;
/** A fraction is this close to the text of its line. */
const nearText = 1.2;
const longestPart = 24;
/** Parts of one fraction have the same middle, give or take this many letter heights. */
const sameMiddle = 0.3;
/** Other lines may be between a line and the parts of its fractions: exponents in them. */
const furthestRows = 3;

/**
 * Writes fractions that are set one above the other as a/b on the line between them: the line is free there, and
 * both parts have the same middle, closer to the line than another line of text could be. `join` sets a line again.
 */
export function withFractions(rows: readonly Row[], join: (segments: readonly Segment[]) => Row): Row[] {
  const taken = new Set<Segment>();
  const mended = rows.map((row, index) => {
    const tops = segmentsNear(rows, index, -1, above);
    const bottoms = tops.length === 0 ? [] : segmentsNear(rows, index, 1, below);
    const fractions: Segment[] = [];
    for (const top of tops) {
      const bottom = bottoms.find((each) => !taken.has(each) && areStacked(top, each));
      const fraction = bottom && !taken.has(top) ? fractionOn(row, top, bottom) : undefined;
      if (!bottom || !fraction) continue;
      taken.add(top).add(bottom);
      fractions.push(fraction);
    }
    return fractions.length === 0 ? row : join([...row.segments, ...fractions]);
  });
  if (taken.size === 0) return mended;
  return mended
    .map((row) => ({ ...row, segments: row.segments.filter((segment) => !taken.has(segment)) }))
    .filter(({ segments }) => segments.length > 0);
}

function segmentsNear(
  rows: readonly Row[],
  index: number,
  step: 1 | -1,
  [nearest, furthest]: readonly [number, number],
): Segment[] {
  const row = rows[index];
  const found: Segment[] = [];
  for (let distance = 1; row && distance <= furthestRows; distance += 1) {
    const other = rows[index + step * distance];
    if (!other) break;
    const apart = Math.abs(other.y - row.y) / row.height;
    if (apart > furthest) break;
    if (apart >= nearest) found.push(...other.segments.filter(({ text }) => text.length <= longestPart));
  }
  return found;
}

function areStacked(top: Segment, bottom: Segment): boolean {
  const middles = Math.abs(top.x + top.end - bottom.x - bottom.end) / 2;
  return middles < sameMiddle * Math.max(top.height, bottom.height);
}

function fractionOn(row: Row, top: Segment, bottom: Segment): Segment | undefined {
  const [x, end] = [Math.min(top.x, bottom.x), Math.max(top.end, bottom.end)];
  if (row.segments.some((segment) => segment.x < end && segment.end > x)) return undefined;
  const beside = row.segments.find(
    (segment) => Math.max(x - segment.end, segment.x - end) < nearText * row.height,
  );
  if (!beside) return undefined;
  const text = `${grouped(top.text)}/${grouped(bottom.text)}`;
  return { ...beside, text, x, end, order: beside.order + (beside.end <= x ? 0.25 : -0.25), spaces: [] };
}
