import { countUp } from '../../core/count-up.ts';
import { repairLegacyLetters, repairText, repairWithOffsets } from '../../language/index.ts';
import type { Drawing } from './file/drawings.ts';
import type { PdfPage } from './file/items.ts';
import { isRightToLeft } from './layout/direction.ts';
import type { PdfLine } from './layout/line.ts';
import { linesOfRows } from './layout/lines.ts';
import type { Row } from './layout/row.ts';
import { bodyHeightOf, rowsOfPage } from './layout/rows.ts';
import { withoutInterruptions } from './text/interruptions.ts';
import { joinPages } from './text/join-pages.ts';
import { withoutLineNumbers } from './text/line-numbers.ts';
import { printedPageShift, withoutMargins } from './text/margins.ts';
import { firstNote, noteMarks } from './text/notes.ts';
import { isDoubtful, orderConfidence, orderEvidence } from './text/order-confidence.ts';
import { findSections } from './text/sections.ts';

/** The text of a PDF, where its pages start, and what its headings are. */
export interface PdfDocument {
  readonly text: string;
  readonly pageStarts: readonly number[];
  /**
   * `title`, `sections` (see record.ts), `repairs` (how many places), `orderConfidence` (0 to 100) and `doubtfulPages`,
   * `pageShift` (printed page number less place); absent when there are none.
   */
  readonly metadata: Readonly<Record<string, string | number>>;
  /** Pages whose lines do not follow each other as in prose, counted from 1. */
  readonly doubtfulPages: readonly number[];
}

const noEvidence = { evidence: 0, pairs: 0 };

/** Sets the text of pages in reading order, without what repeats on every page, and repairs it. */
export function documentOfPages(pages: readonly PdfPage[], title: string): PdfDocument {
  const bodyHeight = bodyHeightOf(pages);
  const whole = pages.map((page) => ({ number: page.number, rows: rowsWithoutMarks(page, bodyHeight) }));
  const pageShift = printedPageShift(whole);
  const rows = withoutLineNumbers(withoutMargins(whole));
  const rights = rightEdges(rows.map((page, index) => ({ rows: page.rows, side: sideOf(pages[index]) })));
  const placed = rows.map((page, index) => {
    const notes = firstNote(page.rows, bodyHeight);
    const layout = { edge: rights[index] ?? 0, drawings: drawingsOf(pages[index]) };
    return [
      ...linesOfRows(page.rows.slice(0, notes), layout),
      ...linesOfRows(page.rows.slice(notes), { ...layout, kind: 'note' }),
      ...turnedLines(pages[index]),
    ];
  });
  const lines = withoutInterruptions(placed, bodyHeight);
  const evidence = lines.map(orderEvidence);
  const sure = orderConfidence(evidence);
  const doubtfulPages = pages
    .filter((_, index) => isDoubtful(evidence[index] ?? noEvidence))
    .map(({ number }) => number);
  const joined = joinPages(lines);
  const numbered = lines.map((page, index) => ({ number: pages[index]?.number ?? 0, lines: page }));
  const found = findSections(numbered, bodyHeight);
  const starts = found.map(({ line }) => joined.lineStarts.get(line) ?? 0);
  // The whole document shows that its font is an old one; a heading of two words does not. No length changes.
  const headings = found.map(({ heading }) => heading);
  const { text: mended, replaced } = repairLegacyLetters([joined.text, title, ...headings].join('\n'));
  const body = mended.slice(0, joined.text.length);
  const { text, offsets, changes } = repairWithOffsets(body, [...joined.pageStarts, ...starts]);
  const [repairedTitle = '', ...names] = mended.slice(body.length + 1).split('\n');
  const sections = found.map(({ page, level }, index) => {
    const { text: heading } = repairText(names[index] ?? '');
    return { offset: offsets[pages.length + index] ?? 0, page, level, heading };
  });
  const repairs = replaced + changes.length;
  return {
    text,
    pageStarts: offsets.slice(0, pages.length),
    metadata: {
      ...(title === '' ? {} : { title: repairText(repairedTitle).text }),
      ...(sections.length === 0 ? {} : { sections: JSON.stringify(sections) }),
      ...(repairs === 0 ? {} : { repairs }),
      ...(sure === undefined ? {} : { orderConfidence: sure }),
      ...(doubtfulPages.length === 0 ? {} : { doubtfulPages: doubtfulPages.join(' ') }),
      ...(pageShift === undefined ? {} : { pageShift }),
    },
    doubtfulPages,
  };
}

/** What is drawn on a page; nothing where its text is laid out in a mirror. */
function drawingsOf(page: PdfPage | undefined): readonly Drawing[] {
  return page && !isRightToLeft(page.items) ? page.drawings : [];
}

/** Left and right pages, and pages of other widths, have edges of their own. */
function sideOf(page: PdfPage | undefined): string {
  return `${Math.round(page?.width ?? 0)} ${(page?.number ?? 0) % 2}`;
}

/** The rows of a page; the marks of its footnotes are left out of the text. */
function rowsWithoutMarks(page: PdfPage, bodyHeight: number): Row[] {
  const rows = rowsOfPage(page.items, { bodyHeight, notes: new Set() });
  const marks = noteMarks(rows, firstNote(rows, bodyHeight));
  return marks.size === 0 ? rows : rowsOfPage(page.items, { bodyHeight, notes: marks });
}

/**
 * Where full lines end, for each page. In justified text it is where many lines of the page end; a page of
 * short lines (verse, a title) takes it from the other pages of its width on the same side.
 */
function rightEdges(pages: readonly { readonly rows: readonly Row[]; readonly side: string }[]): number[] {
  const bySide = Map.groupBy(pages, ({ side }) => side);
  const ofSide = new Map(
    [...bySide].map(([side, same]) => [side, usualEnd(same.flatMap(({ rows }) => rows))]),
  );
  return pages.map(({ rows, side }) => usualEnd(rows) ?? ofSide.get(side) ?? 0);
}

/** The place where a fifth of the rows end; undefined when there is none. */
function usualEnd(rows: readonly Row[]): number | undefined {
  const ends = new Map<number, number>();
  for (const { segments } of rows) {
    const end = Math.round((segments.at(-1)?.end ?? 0) / 2) * 2;
    countUp(ends, end);
  }
  const [best] = [...ends].sort((one, other) => other[1] - one[1]);
  return best && best[1] > 3 && best[1] >= 0.2 * rows.length ? best[0] : undefined;
}

function turnedLines(page: PdfPage | undefined): PdfLine[] {
  return (page?.turned ?? [])
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x, y, width, height }) => ({
      ...{ text: text.trim(), x, y, height, end: x + width, left: x, right: x + width },
      ...{ kind: 'turned' as const, follows: 'line' as const },
    }));
}
