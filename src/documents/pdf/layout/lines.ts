import type { Row } from './rows.ts';
import { rowsOfTable } from './table.ts';
import { cellsOf, zonesOf } from './zones.ts';

/** A line as it is read. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
  /** The left and right edge of the page or column that the line stands in. */
  readonly left: number;
  readonly right: number;
  /** Running text, a row of a table, a footnote or text at a slant. */
  readonly kind: 'text' | 'row' | 'note' | 'turned';
  /** How it follows the line before: in the same block, as the first of one, or at the top of a column. */
  readonly follows: 'line' | 'block' | 'column';
}

/** Columns within columns are looked for this deep. */
const deepestColumns = 2;

/** The lines of a page in reading order: columns one after the other, tables row by row. */
export function linesOfRows(rows: readonly Row[], right: number, kind: 'text' | 'note' = 'text'): PdfLine[] {
  return linesOfRegion(rows, right, kind, 0);
}

function linesOfRegion(rows: readonly Row[], edge: number, kind: 'text' | 'note', depth: number): PdfLine[] {
  const lines: PdfLine[] = [];
  const left = Math.min(...rows.map(({ segments }) => segments[0]?.x ?? Number.POSITIVE_INFINITY));
  for (const zone of zonesOf(rows)) {
    if (zone.kind === 'columns' && depth < deepestColumns) {
      const columns = columnsOf(zone.rows, zone.gutters);
      for (const column of columns) lines.push(...linesOfColumn(column, kind, depth + 1));
    } else if (zone.kind === 'text') {
      const right = edge || rightOf(zone.rows);
      lines.push(
        ...zone.rows.map((row, index) => toLine(row, index === 0 ? 'block' : 'line', { left, right, kind })),
      );
    } else {
      const table = rowsOfTable(zone);
      const block = { left, right: edge, kind: 'row' } as const;
      lines.push(
        ...table.map(({ text, row }, index) => ({
          ...toLine(row, index === 0 ? 'block' : 'line', block),
          text,
        })),
      );
    }
  }
  return lines;
}

function linesOfColumn(rows: readonly Row[], kind: 'text' | 'note', depth: number): PdfLine[] {
  const [first, ...rest] = linesOfRegion(rows, rightOf(rows), kind, depth);
  return first ? [{ ...first, follows: 'column' }, ...rest] : [];
}

function columnsOf(rows: readonly Row[], gutters: Parameters<typeof cellsOf>[1]): Row[][] {
  const columns: Row[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const row of rows) {
    for (const [index, segments] of cellsOf(row, gutters).entries()) {
      if (segments.length > 0) columns[index]?.push({ ...row, segments });
    }
  }
  return columns.filter((column) => column.length > 0);
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
