import { parseJson, parseWith } from '../../core/schema.ts';
import { sectionsSchema } from '../../documents/index.ts';
import type { ReadPage } from './protocol.ts';

/** A text with its page starts, as a reader gives it. */
export interface TextWithPages {
  readonly text: string;
  readonly pageStarts: readonly number[];
  /** JSON of the headings, see `documents/record.ts`; empty when there are none. */
  readonly sections: string;
  /** Printed page number less place; undefined when the pages bear no numbers. */
  readonly pageShift: number | undefined;
}

/** About as much as a printed page: what has no pages is cut at the end of a paragraph behind it. */
const usualPageCharacters = 2_500;
const longestPageCharacters = 6_000;

interface Heading {
  readonly offset: number;
  readonly level: number;
  readonly heading: string;
}

/** Cuts a text into the pages of a book: its own, or pieces of about a page's length. Empty pages are left out. */
export function cutPages(found: TextWithPages): ReadPage[] {
  const { text, pageStarts, pageShift } = found;
  const headings = readHeadings(found);
  const hasPages = pageStarts.length > 0;
  const starts = hasPages ? pageStarts : startsOfPieces(text, headings);
  return starts.flatMap((start, index): ReadPage[] => {
    const own = text.slice(start, starts[index + 1] ?? text.length).trim();
    if (own === '') return [];
    const place = index + 1;
    const printed = pageShift === undefined ? 0 : place + pageShift;
    return [
      {
        pdfPage: hasPages ? place : null,
        printedPage: printed > 0 ? String(printed) : '',
        section: sectionAt(headings, start + text.slice(start).search(/\S/u)),
        text: own,
      },
    ];
  });
}

function readHeadings({ sections, text }: TextWithPages): Heading[] {
  if (sections !== '') {
    return parseWith(sectionsSchema, parseJson(sections, { family: 'corrupt' }), { family: 'corrupt' });
  }
  // Markdown's headings; other plain texts have none that could be told.
  return [...text.matchAll(/^(#{1,3})\s+(.{2,160})$/gmu)].map(
    ({ index, 1: marks = '', 2: heading = '' }) => ({
      offset: index,
      level: marks.length,
      heading: heading.trim(),
    }),
  );
}

/** The headings above a place, outermost first. */
function sectionAt(headings: readonly Heading[], place: number): string[] {
  const path: Heading[] = [];
  for (const heading of headings) {
    if (heading.offset > place) break;
    while ((path.at(-1)?.level ?? 0) >= heading.level) path.pop();
    path.push(heading);
  }
  return path.map(({ heading }) => heading);
}

function startsOfPieces(text: string, headings: readonly Heading[]): number[] {
  const starts = [0];
  const chapters = new Set(headings.filter(({ level }) => level <= 2).map(({ offset }) => offset));
  for (const { index, 0: gap } of text.matchAll(/\n+|(?<=[.!?])\s/gu)) {
    const next = index + gap.length;
    const length = next - (starts.at(-1) ?? 0);
    const isFull = gap.includes('\n') ? length >= usualPageCharacters : length >= longestPageCharacters;
    if (isFull || (chapters.has(next) && length > 200)) starts.push(next);
  }
  // A text without any end of a sentence is cut where it is full.
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const pieces = Math.ceil((end - start) / (4 * longestPageCharacters));
    return Array.from({ length: pieces }, (_, piece) => start + piece * 4 * longestPageCharacters);
  });
}
