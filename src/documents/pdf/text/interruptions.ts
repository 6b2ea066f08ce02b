import { endsSentence } from '../layout/continuation.ts';
import type { PdfLine } from '../layout/line.ts';

/** Lines whose letters differ from the body's by more than this part are captions, labels or headings. */
const otherSize = 0.08;
/** A line that ends this many letter heights before its column does ends a paragraph. */
const paragraphRoom = 1.5;
/** This many letter heights between a sentence and what is in it divide them. */
const displayGap = 2.4;
/** From this many rows on a table does not belong to a sentence. */
const fewestRows = 3;

/**
 * Moves what is in the middle of a sentence (footnotes, captions, tables, the words of a figure) out of
 * it: behind the next line that ends a sentence, or, at the foot of a page, behind the last one before it.
 * Every line stays on its page.
 */
export function withoutInterruptions(
  pages: readonly (readonly PdfLine[])[],
  bodyHeight: number,
): (readonly PdfLine[])[] {
  const isBody = ({ kind, height }: PdfLine) =>
    kind === 'text' && Math.abs(height - bodyHeight) <= otherSize * bodyHeight;
  const settled = pages.map((lines) => settlePage(lines, isBody));
  return settled.map((lines, index) => {
    const previous = settled[index - 1]?.findLast(isBody);
    const next = settled[index + 1]?.find(isBody);
    return raiseFoot(lowerHead(lines, previous, isBody), next, isBody);
  });
}

type IsBody = (line: PdfLine) => boolean;

function settlePage(lines: readonly PdfLine[], isBody: IsBody): readonly PdfLine[] {
  const settled: PdfLine[] = [];
  let waiting: PdfLine[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (!line) break;
    if (isBody(line)) {
      settled.push(line);
      index += 1;
      if (waiting.length > 0 && endsSentence(line.text)) {
        settled.push(...asBlock(waiting));
        waiting = [];
      }
      continue;
    }
    const length = islandLength(lines, index, isBody);
    const island = lines.slice(index, index + length);
    const next = lines[index + length];
    const last = settled.at(-1);
    index += length;
    if (!last || !next || !isBody(last) || !interrupts(last, next) || isDisplay(last, island, next)) {
      settled.push(...island);
      continue;
    }
    waiting.push(...island);
    settled.push({ ...next, follows: 'column' });
    index += 1;
    if (endsSentence(next.text)) {
      settled.push(...asBlock(waiting));
      waiting = [];
    }
  }
  return [...settled, ...asBlock(waiting)];
}

function islandLength(lines: readonly PdfLine[], start: number, isBody: IsBody): number {
  const end = lines.findIndex((line, index) => index >= start && isBody(line));
  return (end === -1 ? lines.length : end) - start;
}

/** Whether a sentence continues from one line to the other. */
function interrupts(last: PdfLine, next: PdfLine): boolean {
  return !endsSentence(last.text) && /^[«"“(]?\p{Ll}/u.test(next.text);
}

/** Formulas and examples are in their sentence: close to its lines, in the same column. */
function isDisplay(last: PdfLine, island: readonly PdfLine[], next: PdfLine): boolean {
  const lines = [last, ...island, next];
  if (lines.slice(1).some(({ follows }) => follows === 'column')) return false;
  if (island.filter(({ kind }) => kind === 'row').length >= fewestRows) return false;
  return lines.slice(1).every((line, index) => line.y - (lines[index]?.y ?? 0) < displayGap * last.height);
}

function asBlock([first, ...rest]: readonly PdfLine[]): PdfLine[] {
  return first ? [{ ...first, follows: 'block' }, ...rest] : [];
}

/** What is above the first line of a page that continues in a sentence comes behind that sentence. */
function lowerHead(
  lines: readonly PdfLine[],
  previous: PdfLine | undefined,
  isBody: IsBody,
): readonly PdfLine[] {
  const first = lines.findIndex(isBody);
  const next = lines[first];
  if (first < 1 || !previous || !next || !interrupts(previous, next)) return lines;
  const end = lines.findIndex((line, index) => index >= first && isBody(line) && endsSentence(line.text));
  if (end === -1) return lines;
  return [
    ...lines.slice(first, end + 1),
    ...asBlock(lines.slice(0, first)),
    ...asBlock(lines.slice(end + 1)),
  ];
}

/** What is below the last line of a page that continues on the next comes before that sentence. */
function raiseFoot(lines: readonly PdfLine[], next: PdfLine | undefined, isBody: IsBody): readonly PdfLine[] {
  const last = lines.findLastIndex(isBody);
  const line = lines[last];
  if (last === -1 || last === lines.length - 1 || !line || !next || !interrupts(line, next)) return lines;
  const ends = lines.slice(0, last).map((each) => isBody(each) && endsSentence(each.text));
  const paragraph = ends.findLastIndex(
    (isEnd, index) => isEnd && endsParagraph(lines[index], lines[index + 1]),
  );
  const end = paragraph === -1 ? ends.lastIndexOf(true) : paragraph;
  if (end === -1) return lines;
  return [
    ...lines.slice(0, end + 1),
    ...asBlock(lines.slice(last + 1)),
    ...asBlock(lines.slice(end + 1, last + 1)),
  ];
}

function endsParagraph(line: PdfLine | undefined, next: PdfLine | undefined): boolean {
  if (!line || !next) return false;
  return line.right - line.end > paragraphRoom * line.height || next.follows === 'block';
}
