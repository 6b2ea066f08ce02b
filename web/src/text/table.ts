import { type Inline, parseInline } from './inline.ts';

export type Alignment = 'left' | 'center' | 'right' | undefined;

export interface Table {
  readonly type: 'table';
  readonly alignments: readonly Alignment[];
  readonly header: readonly (readonly Inline[])[];
  readonly rows: readonly (readonly (readonly Inline[])[])[];
}

const delimiter = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;

/** The lines from a place on that could be rows of one table: each has a bar. */
export function tableRows(lines: readonly string[], place: number): readonly string[] {
  let end = place;
  while (lines[end]?.includes('|')) end += 1;
  return lines.slice(place, end);
}

/**
 * Reads a table: a header, a line of dashes, rows. While it is being written (`open`), a first line that
 * starts with a bar is taken to be a header, so that no bars flash up.
 */
export function parseTable(rows: readonly string[], open: boolean): Table | undefined {
  const [header, line] = rows;
  if (header === undefined) return undefined;
  const isHeaderOnly =
    open && header.trimStart().startsWith('|') && (line === undefined || /^[\s|:-]*$/u.test(line));
  if (!(line?.includes('|') && delimiter.test(line)) && !isHeaderOnly) return undefined;
  const titles = cellsOf(header);
  const toWidth = (cells: readonly string[]) => titles.map((_, index) => parseInline(cells[index] ?? ''));
  return {
    type: 'table',
    alignments: cellsOf(line ?? '').map(alignmentOf),
    header: titles.map((title) => parseInline(title)),
    rows: rows.slice(2).map((row) => toWidth(cellsOf(row))),
  };
}

function cellsOf(row: string): string[] {
  const inside = row
    .trim()
    .replace(/^\|/u, '')
    .replace(/(^|[^\\])\|$/u, '$1');
  return inside.split(/(?<!\\)\|/u).map((cell) => cell.trim().replace(/\\\|/gu, '|'));
}

function alignmentOf(cell: string): Alignment {
  if (/^:-+:$/u.test(cell)) return 'center';
  if (/^-+:$/u.test(cell)) return 'right';
  return /^:-+$/u.test(cell) ? 'left' : undefined;
}
