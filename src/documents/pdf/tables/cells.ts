import type { Row, Segment } from '../layout/row.ts';

/** A stretch across the page, in points. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The segments of a row by the columns between the gutters. */
export function cellsOf({ segments }: Row, gutters: readonly Interval[]): Segment[][] {
  const cells: Segment[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const segment of segments) {
    const column = gutters.filter(({ from, to }) => segment.x >= (from + to) / 2).length;
    cells[column]?.push(segment);
  }
  return cells;
}
