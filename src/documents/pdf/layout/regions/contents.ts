import type { Segment } from '../row.ts';

/** Dots that lead to a page number. */
const leaders = /(?:[.·․…]\s?){4,}$|…\s?…$/u;
const pageNumber = /^(?:\d{1,4}|[ivxlcdm]{1,7})$/iu;
const sectionNumber = /^(?:§ ?)?[\dIVX]+(?:\.\d+)*\.?$/u;
/** Page numbers end under each other. */
const endTolerance = 1.5;
/** How far a line of a table of contents may be from one that has dots, in letter heights. */
const nearest = 6;
/** Fewer lines with dots are no table of contents. */
const fewestLines = 3;

/**
 * A table of contents is a list: the words of each line, its dots and its page number become one segment, also in
 * lines between them that have no dots. Otherwise the numbers look like a column of a table.
 */
export function withContentsLines(segments: readonly Segment[]): readonly Segment[] {
  const ends = segments.flatMap((segment) => {
    const number = leaders.test(segment.text) ? behind(segment, segments) : undefined;
    return number ? [number] : [];
  });
  if (ends.length < fewestLines) return segments;
  const drawn = [...segments].sort((one, other) => one.order - other.order);
  const joined = new Map<Segment, Segment | undefined>();
  for (const [index, number] of drawn.entries()) {
    if (!pageNumber.test(number.text) || !isBelow(ends, number)) continue;
    const line = lineBefore(drawn, index);
    const [first] = line;
    if (!first) continue;
    for (const part of line) joined.set(part, undefined);
    joined.set(number, undefined);
    const text = [...line, number].map((part) => part.text).join(' ');
    joined.set(first, { ...first, text, end: number.end, height: Math.max(first.height, number.height) });
  }
  return segments.flatMap((segment) => (joined.has(segment) ? (joined.get(segment) ?? []) : [segment]));
}

/** The page number behind a segment that ends with dots. */
function behind(segment: Segment, segments: readonly Segment[]): Segment | undefined {
  return segments.find(
    (other) => isOnLine(segment, other) && other.order > segment.order && pageNumber.test(other.text),
  );
}

function isOnLine(one: Segment, other: Segment): boolean {
  return Math.abs(one.y - other.y) < 0.3 * one.height;
}

/** Whether a number ends where others do that dots lead to. */
function isBelow(ends: readonly Segment[], number: Segment): boolean {
  return ends.some(
    ({ end, y }) =>
      Math.abs(end - number.end) < endTolerance && Math.abs(y - number.y) < nearest * number.height,
  );
}

/** What is drawn right before a page number on its line: the number of a section, its name, dots. */
function lineBefore(drawn: readonly Segment[], index: number): Segment[] {
  const line: Segment[] = [];
  const number = drawn[index];
  for (let at = index - 1; at >= 0; at -= 1) {
    const [part, next] = [drawn[at], line[0] ?? number];
    if (!part || !next || !isOnLine(part, next) || part.x >= next.x) break;
    const isDots = /^[\s.·․…]+$/u.test(next.text);
    if (line.length > 0 && !isDots && !sectionNumber.test(part.text)) break;
    line.unshift(part);
  }
  return line;
}
