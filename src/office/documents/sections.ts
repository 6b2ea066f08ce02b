import type { DocumentSection } from '../contract/notices.ts';

/** A page of a file as its reader gives it. */
export interface DocumentPage {
  readonly pdfPage: number | null;
  /** The headings above its beginning, the outermost first. */
  readonly section: readonly string[];
  readonly text: string;
}

/** About as much as one can take in at once. */
const longestSection = 6000;
const headingLine =
  /^(?:(?:боби|боб|қисми|фасли|моддаи|банди|глава|статья|раздел)\s+[\p{L}\p{N}.]+.{0,80}|[IVX]{1,5}\.\s.{2,80}|\d{1,2}(?:\.\d{1,2})*\.\s\p{Lu}.{2,80}|[\p{Lu}\p{N} «»"–-]{8,80})$/iu;
const capitalLine = /^[\p{Lu}\p{N}\s«»"–.,-]{8,80}$/u;
const numberedLine =
  /^(?:боби|боб|қисми|фасли|моддаи|банди|глава|статья|раздел|[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2})*\.)\s/iu;

/**
 * The text of a document and its sections: at headings that the file names or that stand alone on a line, else at the
 * ends of paragraphs. Sections follow each other without a gap.
 */
export function sectionsOf(pages: readonly DocumentPage[]): { text: string; sections: DocumentSection[] } {
  let text = '';
  const pageStarts: { readonly start: number; readonly page: number | null }[] = [];
  const starts = new Map<number, string>();
  let above = '';
  for (const { pdfPage, section, text: own } of pages) {
    if (text !== '') text += '\n\n';
    pageStarts.push({ start: text.length, page: pdfPage });
    const heading = section.at(-1) ?? '';
    if (heading !== '' && heading !== above) {
      const place = own.indexOf(heading);
      starts.set(text.length + Math.max(0, place), heading);
      above = heading;
    }
    text += own;
  }
  for (const { 0: line, index } of text.matchAll(/^.+$/gmu)) {
    const written = line.trim();
    if (starts.has(index) || !headingLine.test(written) || /[,;:]$/u.test(written)) continue;
    if (capitalLine.test(written) || numberedLine.test(written)) starts.set(index, written);
  }
  if (!starts.has(0)) starts.set(0, '');
  const places = [...starts].sort(([one], [other]) => one - other);
  const sections: DocumentSection[] = [];
  for (const [index, [start, title]] of places.entries()) {
    const end = places[index + 1]?.[0] ?? text.length;
    for (const from of cuts(text, start, end)) {
      const last = sections.at(-1);
      if (last && last.end > from) sections[sections.length - 1] = { ...last, end: from };
      sections.push({
        title: title || firstWords(text.slice(from, end)),
        start: from,
        end,
        page: pageAt(pageStarts, from),
      });
    }
  }
  return { text, sections: sections.filter(({ start, end }) => text.slice(start, end).trim() !== '') };
}

/** Where the pieces of a long section begin: at ends of paragraphs, sentences, or anywhere. */
function cuts(text: string, start: number, end: number): number[] {
  const found = [start];
  let from = start;
  while (end - from > longestSection) {
    const piece = text.slice(from, from + longestSection);
    const place = [piece.lastIndexOf('\n\n'), piece.lastIndexOf('\n'), piece.lastIndexOf('. ')].find(
      (one) => one > longestSection / 3,
    );
    from += place === undefined ? longestSection : place + 1;
    found.push(from);
  }
  return found;
}

const firstWords = (text: string) => text.trim().split(/\s+/u).slice(0, 8).join(' ').slice(0, 80);

function pageAt(starts: readonly { start: number; page: number | null }[], place: number): number | null {
  return starts.findLast(({ start }) => start <= place)?.page ?? null;
}
