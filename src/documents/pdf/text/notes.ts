import type { Row } from '../layout/row.ts';

const noteStart = /^(\d{1,3}|\*{1,3})[.)]?(?:\s|$)/;

/**
 * Where the footnotes of a page begin: the rows at its foot that are set smaller than the body, from the
 * first one that starts with a number or a star. The number of rows when there are none.
 */
export function firstNote(rows: readonly Row[], bodyHeight: number): number {
  let first = rows.length;
  for (let index = rows.length - 1; index > 0; index -= 1) {
    const row = rows[index];
    if (!row || row.height > 0.93 * bodyHeight) break;
    if (noteStart.test(row.segments[0]?.text ?? '')) first = index;
  }
  return first;
}

/** The numbers and stars by which the footnotes are referred to. */
export function noteMarks(rows: readonly Row[], first: number): Set<string> {
  const marks = rows.slice(first).map(({ segments }) => noteStart.exec(segments[0]?.text ?? '')?.[1]);
  return new Set(marks.filter((mark) => mark !== undefined));
}
