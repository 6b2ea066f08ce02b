import { countUp } from '../../../core/count-up.ts';
import type { Row } from '../layout/row.ts';

/** A page's rows, top to bottom, and its place in the file. */
export interface PageRows {
  /** Counts from 1. */
  readonly number: number;
  readonly rows: readonly Row[];
}

/** How many rows from the top and from the bottom may be running heads. */
const marginRows = 3;
/** So often a text must come back at its place to be a running head. */
const leastRepeats = 3;

const pageNumber = /^[-–—|.\s]*(?:(?:саҳ|сањ|стр|с|p)\.?\s*)?(\d{1,4})[-–—|.\s]*$/iu;

/**
 * Takes out what a book repeats around its text: page numbers (numbers at the top or foot that count with
 * the pages) and running heads and feet (the same words at the same height on pages that follow each other).
 */
export function withoutMargins(pages: readonly PageRows[]): PageRows[] {
  const edges = pages.flatMap(edgeRows);
  const shift = usualShift(edges);
  const heads = runningHeads(edges, shift);
  const isMargin = (edge: EdgeRow) =>
    (shift !== undefined && shiftOf(edge) === shift) || heads.has(keyOf(edge, shift));
  return pages.map((page) => {
    const top = marginLength(topRows(page), isMargin);
    const bottom = marginLength(bottomRows(page).reverse(), isMargin);
    return { ...page, rows: page.rows.slice(top, Math.max(top, page.rows.length - bottom)) };
  });
}

/** What a printed page number is more than its page's place in the file; undefined when none are printed. */
export function printedPageShift(pages: readonly PageRows[]): number | undefined {
  return usualShift(pages.flatMap(edgeRows));
}

/** How many rows from the edge on belong to the margin: up to the first that does not. */
function marginLength(edge: readonly EdgeRow[], isMargin: (row: EdgeRow) => boolean): number {
  const body = edge.findIndex((row) => !isMargin(row));
  return body === -1 ? edge.length : body;
}

interface EdgeRow {
  readonly page: number;
  readonly row: Row;
  readonly text: string;
}

/** The rows of both edges; a row of a short page belongs to both and counts once. */
function edgeRows({ number, rows }: PageRows): EdgeRow[] {
  const edges = new Set([...rows.slice(0, marginRows), ...rows.slice(-marginRows)]);
  return [...edges].map((row) => toEdge(row, number));
}

function topRows({ number, rows }: PageRows): EdgeRow[] {
  return rows.slice(0, marginRows).map((row) => toEdge(row, number));
}

function bottomRows({ number, rows }: PageRows): EdgeRow[] {
  return rows.slice(-marginRows).map((row) => toEdge(row, number));
}

function toEdge(row: Row, page: number): EdgeRow {
  return { page, row, text: row.segments.map(({ text }) => text).join(' ') };
}

/** The difference of a printed page number and the page's place; undefined for other text. */
function shiftOf({ page, text }: EdgeRow): number | undefined {
  const number = pageNumber.exec(text)?.[1];
  return number === undefined ? undefined : Number(number) - page;
}

/** The one difference that the page numbers of the document have; undefined when they have none. */
function usualShift(edges: readonly EdgeRow[]): number | undefined {
  const counts = new Map<number, number>();
  for (const edge of edges) {
    const shift = shiftOf(edge);
    if (shift !== undefined) countUp(counts, shift);
  }
  const [best] = [...counts].sort((one, other) => other[1] - one[1]);
  return best && best[1] > 1 ? best[0] : undefined;
}

/** Height to two points, and the text without the page number. */
function keyOf({ page, row, text }: EdgeRow, shift: number | undefined): string {
  const own = String(page + (shift ?? 0));
  const words = text.toLowerCase().replace(/\d+/g, (number) => (number === own ? '#' : number));
  return `${Math.round(row.y / 2)} ${words.replace(/\s+/g, '')}`;
}

function runningHeads(edges: readonly EdgeRow[], shift: number | undefined): Set<string> {
  const pagesOf = new Map<string, number[]>();
  for (const edge of edges) {
    const key = keyOf(edge, shift);
    const pages = pagesOf.get(key);
    if (pages) pages.push(edge.page);
    else pagesOf.set(key, [edge.page]);
  }
  return new Set([...pagesOf].filter(([, pages]) => longestRun(pages) >= leastRepeats).map(([key]) => key));
}

/** The most pages that follow each other; left and right pages may have different heads. */
function longestRun(pages: readonly number[]): number {
  let longest = 0;
  let run = 0;
  let previous = Number.NEGATIVE_INFINITY;
  for (const page of pages) {
    run = page - previous <= 2 ? run + 1 : 1;
    longest = Math.max(longest, run);
    previous = page;
  }
  return longest;
}
