/** Text on one line without a wide gap: a line of prose, a cell of a table, a line of a column. */
export interface Segment {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
  /** Place in the order in which the file draws the page. */
  readonly order: number;
  /** Widths of the spaces between words that are drawn apart, in points. */
  readonly spaces: readonly number[];
}

/** Everything that is on one line of a page, from left to right. */
export interface Row {
  readonly y: number;
  readonly height: number;
  readonly segments: readonly Segment[];
}
