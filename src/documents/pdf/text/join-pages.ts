import type { PdfLine } from '../layout/line.ts';

/** The text of paged lines and the offsets at which the pages start. */
export interface PagedText {
  readonly text: string;
  readonly pageStarts: readonly number[];
  /** The offset of each line that was asked for, in order. */
  readonly lineStarts: ReadonlyMap<PdfLine, number>;
}

const brokenWord = /([\p{L}\p{M}]+)[-\u00AD\u2010]$/u;
const longestWord = 60;
/** Lines of one paragraph are at most this many letter heights apart: double spacing. */
const widestSpacing = 2.4;
const fewestVerses = 6;
const firstWord = /^[\p{Ll}][\p{L}\p{M}]*/u;
const listItem = /^(?:\d{1,3}|\p{L})[.)] \S/u;
const sentenceEnd = /[.!?…:;»”)]$/u;

/**
 * Joins the lines of pages into running text: words broken at a line end are made whole, lines of one
 * paragraph are joined by a space, lines broken on purpose (verse, rows of tables) by a line end,
 * paragraphs by a blank line. Each page start points at the first character of the page.
 */
export function joinPages(pages: readonly (readonly PdfLine[])[]): PagedText {
  const known = knownWords(pages);
  const parts: string[] = [];
  let length = 0;
  let end = '';
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
    end = (end + part).slice(-longestWord);
  };
  const pageStarts: number[] = [];
  const lineStarts = new Map<PdfLine, number>();
  let previous: PdfLine | undefined;
  for (const lines of pages) {
    const pageGap = usualGap(lines);
    const verse = isVerse(lines);
    for (const [index, line] of lines.entries()) {
      if (previous) {
        const gap = gapAround(lines, index, pageGap);
        const joint = jointOf(end, previous, line, { startsPage: index === 0, gap, verse, known });
        if (joint === undefined) {
          // The hyphen is the last character of the last part.
          parts.push((parts.pop() ?? '').slice(0, -1));
          length -= 1;
          end = end.slice(0, -1);
          // Empty pages after the hyphen began behind it.
          for (let page = pageStarts.length - 1; (pageStarts[page] ?? 0) > length; page -= 1) {
            pageStarts[page] = length;
          }
        } else add(joint);
      }
      if (index === 0) pageStarts.push(length);
      lineStarts.set(line, length);
      add(line.text);
      previous = line;
    }
    if (lines.length === 0) pageStarts.push(length);
  }
  return { text: parts.join(''), pageStarts, lineStarts };
}

interface Context {
  readonly startsPage: boolean;
  readonly gap: number;
  readonly verse: boolean;
  readonly known: ReadonlySet<string>;
}

/** What is between two lines; undefined where a word continues and its hyphen is taken away. */
function jointOf(end: string, previous: PdfLine, line: PdfLine, context: Context): string | undefined {
  if (line.kind !== previous.kind || (line.kind === 'row' && line.follows === 'block')) return '\n\n';
  if (line.kind === 'row' || line.kind === 'turned') return '\n';
  const broken = end.match(brokenWord)?.[1];
  const rest = line.text.match(firstWord)?.[0];
  if (broken !== undefined && rest !== undefined) {
    return !end.endsWith('\u00AD') && isCompound(broken, rest, context.known) ? '' : undefined;
  }
  if (isCutWithoutHyphen(end, previous, line, context.known)) return '';
  if (context.startsPage || line.follows === 'column') {
    if (rest === undefined || sentenceEnd.test(end)) return '\n\n';
    return endsOnPurpose(previous, line) ? '\n' : ' ';
  }
  const step = line.y - previous.y;
  const isApart = step > 1.4 * Math.max(context.gap, line.height) || step < 0;
  const otherSize = Math.abs(previous.height - line.height) > 0.15 * line.height;
  if (line.follows === 'block' || isApart || otherSize) return '\n\n';
  const isIndented = line.x - line.left > 0.8 * line.height && previous.x - previous.left < 0.8 * line.height;
  if (isIndented && (rest === undefined || sentenceEnd.test(end))) return '\n\n';
  if (listItem.test(line.text) && sentenceEnd.test(end)) return '\n';
  return (context.verse && rest === undefined) || endsOnPurpose(previous, line) ? '\n' : ' ';
}

/** Whether the hyphen at a line end belongs to the word: илмӣ-техникӣ. */
function isCompound(broken: string, rest: string, known: ReadonlySet<string>): boolean {
  const [left, right] = [broken.toLowerCase(), rest.toLowerCase()];
  if (known.has(left + right)) return false;
  if (known.has(`${left}-${right}`)) return true;
  return left.length > 5 && right.length > 5 && known.has(left) && known.has(right);
}

/**
 * Whether a full line ends inside a word whose hyphen is missing from the file: the two parts make a word
 * that stands elsewhere, and one of them does not stand anywhere.
 */
function isCutWithoutHyphen(
  end: string,
  previous: PdfLine,
  line: PdfLine,
  known: ReadonlySet<string>,
): boolean {
  const rest = line.text.match(/^\p{Ll}+/u)?.[0];
  const start = end.match(/(?<![\p{L}\p{M}-])\p{L}+$/u)?.[0].toLowerCase();
  const room = previous.right - previous.end;
  if (rest === undefined || start === undefined || room > 0.25 * (previous.right - previous.left))
    return false;
  return known.has(start + rest) && !(known.has(start) && known.has(rest));
}

/** Whether the next line's first word would have fitted: then the line was ended on purpose. */
function endsOnPurpose(previous: PdfLine, line: PdfLine): boolean {
  const word = line.text.match(/^\S+/)?.[0].length ?? 0;
  const letter = (line.end - line.x) / Math.max(line.text.length, 1);
  const room = previous.right - previous.end;
  // Lines that end together are set to a narrower measure, around a picture for example.
  const isSetNarrow = Math.abs(previous.end - line.end) < 1 && !sentenceEnd.test(previous.text);
  return !isSetNarrow && room > (word + 1) * letter + 0.3 * line.height;
}

/** Whether the lines of a page are verses (or headings): nearly all begin with a capital letter. */
function isVerse(lines: readonly PdfLine[]): boolean {
  const starts = lines.filter(({ kind, text }) => kind === 'text' && /^\P{L}*\p{L}/u.test(text));
  const capitals = starts.filter(({ text }) => /^\P{L}*\p{Lu}/u.test(text));
  return starts.length >= fewestVerses && capitals.length > 0.75 * starts.length;
}

/** The lower quartile of the distances of neighbouring lines, in points: that of lines in one paragraph. */
function usualGap(lines: readonly PdfLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => line.y - (lines[index]?.y ?? 0))
    .filter((gap) => gap > 0)
    .sort((one, other) => one - other);
  return gaps[Math.floor(gaps.length / 4)] ?? 0;
}

/**
 * The distance of neighbouring lines around a line: that of the page, or a wider one that the lines before or
 * after it share in text of their own spacing.
 */
function gapAround(lines: readonly PdfLine[], index: number, pageGap: number): number {
  const [before, previous, line, next] = [index - 2, index - 1, index, index + 1].map((at) => lines[at]);
  if (!previous || !line) return pageGap;
  const step = line.y - previous.y;
  const isFull = previous.right - previous.end < line.height && previous.height === line.height;
  if (!isFull || step > widestSpacing * line.height) return pageGap;
  const others = [previous.y - (before?.y ?? Number.POSITIVE_INFINITY), (next?.y ?? 0) - line.y];
  return others.some((other) => Math.abs(other - step) < 0.1 * step) ? Math.max(pageGap, step) : pageGap;
}

/** Words that stand whole inside the lines: they decide whether a hyphen at a line end is part of the word. */
function knownWords(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const known = new Set<string>();
  for (const lines of pages) {
    for (const line of lines) {
      // The words at both ends of a line may be parts of words.
      const inner = line.text.toLowerCase().replace(/^[\p{L}\p{M}-]+|[\p{L}\p{M}\u00AD\u2010-]+$/gu, '');
      const words = inner.match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*(?![-\p{L}])/gu) ?? [];
      for (const word of words) known.add(word);
    }
  }
  return known;
}
