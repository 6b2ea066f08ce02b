import type { Row } from '../layout/row.ts';
import { cellsOf } from './cells.ts';
import type { Zone } from './zones.ts';

/** Between the cells of a row. */
export const cellMark = ' | ';

/** Rows of a table are at least this much further apart than the lines of one cell. */
const widerGap = 1.02;

interface TableRow {
  readonly cells: readonly string[];
  readonly y: number;
  readonly height: number;
}

/**
 * The rows of a table as text, the cells divided by " | "; lines of one cell that continue below are put
 * together.
 */
export function rowsOfTable({ rows, gutters }: Zone): { readonly text: string; readonly row: Row }[] {
  const lines = rows.map((row) => ({
    row,
    cells: cellsOf(row, gutters).map((cell) => cell.map(({ text }) => text).join(' ')),
  }));
  const gaps = rows.slice(1).map((row, index) => row.y - (rows[index]?.y ?? 0));
  const leading = Math.min(...gaps.filter((gap) => gap > 0.8 * (rows[0]?.height ?? 0)));
  const hasWideGaps = gaps.filter((gap) => gap > widerGap * leading).length > 0.3 * gaps.length;
  const table: { row: Row; cells: string[] }[] = [];
  let open: TableRow | undefined;
  for (const { row, cells } of lines) {
    const last = table.at(-1);
    if (last && open && continues(open, { cells, y: row.y, height: row.height }, leading, hasWideGaps)) {
      last.cells = last.cells.map((cell, index) => joinCell(cell, cells[index] ?? ''));
    } else table.push({ row, cells: [...cells] });
    open = { cells: table.at(-1)?.cells ?? cells, y: row.y, height: row.height };
  }
  const used = gutters.length + 1 - emptyColumnsAtEnd(table.map(({ cells }) => cells));
  return table.map(({ row, cells }) => ({ row, text: cells.slice(0, used).join(cellMark).trim() }));
}

/** A gap behind the last column is no column. */
function emptyColumnsAtEnd(table: readonly (readonly string[])[]): number {
  return Math.min(...table.map((cells) => cells.length - 1 - cells.findLastIndex((cell) => cell !== '')));
}

function continues(open: TableRow, next: TableRow, leading: number, hasWideGaps: boolean): boolean {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;
  const step = next.y - open.y;
  if (step < 0.8 * next.height) return true;
  if (open.cells[0] !== '' && /^\d+[.)]?$/.test(next.cells[0] ?? '')) return false;
  if (filled(next.cells) >= filled(open.cells) && filled(open.cells) > 1) return false;
  if (hasWideGaps) return step <= widerGap * leading;
  const column = next.cells.findIndex((cell) => cell !== '');
  const above = open.cells[column] ?? '';
  if (above === '') return false;
  return column > 0 || above.endsWith('-') || /^\p{Ll}/u.test(next.cells[column] ?? '');
}

function joinCell(above: string, below: string): string {
  if (above === '' || below === '') return above + below;
  if (/\p{L}[-\u00AD\u2010]$/u.test(above) && /^\p{Ll}/u.test(below)) return above.slice(0, -1) + below;
  return `${above} ${below}`;
}
