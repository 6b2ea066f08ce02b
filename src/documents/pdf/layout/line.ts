/** A line as it is read. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
  /** The left and right edge of the page or column that the line is in. */
  readonly left: number;
  readonly right: number;
  /** Running text, a row of a table, a footnote or text at a slant. */
  readonly kind: 'text' | 'row' | 'note' | 'turned';
  /** How it follows the line before: in the same block, as the first of one, or at the top of a column. */
  readonly follows: 'line' | 'block' | 'column';
}
