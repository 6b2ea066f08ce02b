import type { PdfLine } from './pdf-lines.ts';

/** The text of paged lines and the offsets at which the pages start. */
export interface PagedText {
  readonly text: string;
  readonly pageStarts: readonly number[];
}

const brokenWord = /([\p{L}\p{M}]+)[-\u00AD\u2010]$/u;
const longestWord = 60;
const firstWord = /^[\p{Ll}][\p{L}\p{M}]*/u;

/**
 * Joins the lines of pages into running text: words broken at a line end are made whole, lines of one
 * paragraph are joined by a space, paragraphs by a blank line. Each page start points at the first
 * character of the page.
 */
export function joinPages(pages: readonly (readonly PdfLine[])[]): PagedText {
  const known = knownWords(pages);
  let text = '';
  const pageStarts: number[] = [];
  let previous: PdfLine | undefined;
  for (const lines of pages) {
    const gap = usualGap(lines);
    const left = Math.min(...lines.map((line) => line.x));
    let startsPage = true;
    for (const line of lines) {
      if (previous) text = startsWith(text, previous, line, { startsPage, gap, left, known });
      if (startsPage) pageStarts.push(text.length);
      startsPage = false;
      text += line.text;
      previous = line;
    }
    if (startsPage) pageStarts.push(text.length);
  }
  return { text, pageStarts };
}

interface Joint {
  readonly startsPage: boolean;
  readonly gap: number;
  readonly left: number;
  readonly known: ReadonlySet<string>;
}

/** The text so far, with what separates it from the next line. */
function startsWith(text: string, previous: PdfLine, line: PdfLine, joint: Joint): string {
  // Only the end matters; searching the whole text at each line would take quadratic time.
  const end = text.slice(-longestWord);
  const broken = end.match(brokenWord)?.[1];
  const rest = line.text.match(firstWord)?.[0];
  if (broken !== undefined && rest !== undefined) {
    const keepsHyphen =
      joint.known.has(`${broken}-${rest}`.toLowerCase()) &&
      !joint.known.has(`${broken}${rest}`.toLowerCase());
    return keepsHyphen ? text : text.slice(0, -1);
  }
  if (joint.startsPage) return /[.!?…:»”]$/.test(end) || rest === undefined ? `${text}\n\n` : `${text} `;
  const step = previous.y - line.y;
  const isApart = step > 1.4 * Math.max(joint.gap, line.height) || step < 0;
  const isIndented = line.x - joint.left > 0.8 * line.height && previous.x - joint.left < 0.8 * line.height;
  const otherSize = Math.abs(previous.height - line.height) > 0.15 * line.height;
  return isApart || isIndented || otherSize ? `${text}\n\n` : `${text} `;
}

/** The median distance of neighbouring lines, in points. */
function usualGap(lines: readonly PdfLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => (lines[index]?.y ?? 0) - line.y)
    .filter((gap) => gap > 0)
    .sort((left, right) => left - right);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}

/** Words that stand whole inside the lines: they decide whether a hyphen at a line end is part of the word. */
function knownWords(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const known = new Set<string>();
  for (const line of pages.flat()) {
    const words = line.text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*(?![-\p{L}])/gu) ?? [];
    for (const word of words) known.add(word);
  }
  return known;
}
