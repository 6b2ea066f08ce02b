import { type Drawing, isBox, isLevel, isUpright } from '../file/drawings.ts';
import { continuity } from './continuation.ts';
import { type Gutter, medianHeight } from './gutters.ts';
import { between } from './measures.ts';
import type { Segment } from './row.ts';

/** The lines of one side of a gutter that are next to it. */
interface Side {
  readonly lines: readonly Segment[];
  /** Words of two letters and more on a line, on average. */
  readonly words: number;
  /** Share of lines that fill most of the column. */
  readonly fill: number;
  /** Share of lines without a word. */
  readonly wordless: number;
}

/** From here on a gutter divides columns of prose. */
const leastEvidence = 1.5;

/** What drawn lines add to the evidence, and how many lines across a table are. */
const [drawnAcross, drawnDown, fewestRules] = [-3, 1, 2];
/** The file draws one side after the other when it changes sides less often than this, for a line of the shorter one. */
const drawnApart = 0.15;

/** Whether a gutter divides columns of prose rather than cells of a table or the words of a line. */
export function dividesColumns(gutter: Gutter, drawings: readonly Drawing[] = []): boolean {
  return columnEvidence(gutter) + drawnEvidence(gutter, drawings) > leastEvidence;
}

/**
 * What speaks for columns of prose, above 0, or for a table, below: in which order the file draws the two
 * sides, whether each reads as language from line to line and better than across, how full the lines are,
 * how many words they hold, and whether the baselines differ.
 */
export function columnEvidence(gutter: Gutter): number {
  const height = medianHeight([...gutter.left, ...gutter.right]);
  const left = sideOf(columnAt(gutter.left, gutter.from, 'end'), height);
  const right = sideOf(columnAt(gutter.right, gutter.to, 'start'), height);
  const shorter = Math.min(left.lines.length, right.lines.length);
  const beside = pairsOnOneLine(left.lines, right.lines, height);
  const shared = beside.length / Math.max(shorter, 1);
  const changes = changesOfSide(gutter.left, gutter.right) / (2 * Math.max(shorter, 1));
  // A table beside a column of prose is drawn in one go.
  const sides = changes < drawnApart ? [left, right].filter(isProse).slice(0, 1) : [];
  const judged = sides.length > 0 ? sides : [left, right];
  const words = Math.min(...judged.map((side) => side.words));
  const wordless = Math.max(...judged.map((side) => side.wordless));
  const fill = Math.min(...judged.map((side) => side.fill));
  const down = judged.reduce((sum, { lines }) => sum + continuity(textsOf(lines)), 0);
  const across = continuity(beside.flatMap(([one, other]) => [one.text, other.text]));
  return (
    between(changes, [0.1, 3], [0.5, -1.5]) +
    0.5 * Math.max(-4, Math.min(4, down - (shared > 0.5 ? across : 0))) +
    4 * (fill - 0.5) +
    between(words, [1.6, -4], [2.5, -1], [4, 1]) +
    between(shorter, [4, -0.5], [8, 0], [25, 1]) +
    (shared < 0.3 ? 1.5 : 0) +
    between(wordless, [0.2, 0], [0.4, -4])
  );
}

/** Lines drawn across a gutter are those of a table; one down the gutter alone divides columns. */
function drawnEvidence({ from, to, left, right }: Gutter, drawings: readonly Drawing[]): number {
  const height = medianHeight([...left, ...right]);
  const places = [left, right].map((side) => side.map(({ y }) => y));
  const top = Math.max(...places.map((side) => Math.min(...side)));
  const bottom = Math.min(...places.map((side) => Math.max(...side)));
  const isWithin = (y: number) => y > top + 0.3 * height && y < bottom;
  const across = drawings.filter(({ x, end }) => x < from - 2 * height && end > to + 2 * height);
  const levels = across.flatMap((each) =>
    isLevel(each)
      ? [each.top]
      : isBox(each) && each.bottom - each.top < 5 * height
        ? [each.top, each.bottom]
        : [],
  );
  const crossed = new Set(levels.filter(isWithin).map((y) => Math.round(y / height))).size;
  if (crossed >= fewestRules) return drawnAcross;
  const down = drawings.filter((each) => isUpright(each) && each.x > from - height && each.end < to + height);
  const covered = Math.max(0, ...down.map((each) => Math.min(each.bottom, bottom) - Math.max(each.top, top)));
  return crossed === 0 && covered > 0.6 * (bottom - top) ? drawnDown : 0;
}

function isProse({ lines, words, fill, wordless }: Side): boolean {
  return lines.length >= 8 && words >= 3 && fill >= 0.6 && wordless < 0.2 && continuity(textsOf(lines)) > 0;
}

/** The lines of the column that touches the gutter; the side may hold further columns. */
function columnAt(segments: readonly Segment[], edge: number, by: 'start' | 'end'): Segment[] {
  const height = medianHeight(segments);
  const rows = new Map<number, Segment>();
  for (const segment of segments) {
    const row = Math.round(segment.y / (0.5 * height));
    const known = rows.get(row);
    const isNearer = !known || (by === 'start' ? segment.x < known.x : segment.end > known.end);
    if (isNearer) rows.set(row, segment);
  }
  const nearest = [...rows.values()];
  if (by === 'start') {
    const reach = Math.max(...nearest.filter(({ x }) => x - edge < 2 * height).map(({ end }) => end));
    return nearest.filter(({ x }) => x < reach);
  }
  const starts = nearest.map(({ x }) => x).sort((one, other) => one - other);
  const usual = starts[Math.floor(0.25 * starts.length)] ?? 0;
  return nearest.filter(({ end }) => end > usual);
}

function sideOf(lines: Segment[], height: number): Side {
  const sorted = [...lines].sort((one, other) => one.y - other.y);
  const from = Math.min(...lines.map(({ x }) => x));
  const to = Math.max(...lines.map(({ end }) => end));
  const counts = lines.map(({ text }) => text.match(/\p{L}{2,}/gu)?.length ?? 0);
  const full = lines.filter(({ x, end }) => end - x >= 0.65 * (to - from - height));
  return {
    lines: sorted,
    words: counts.reduce((sum, count) => sum + count, 0) / lines.length,
    fill: full.length / lines.length,
    wordless: counts.filter((count) => count === 0).length / lines.length,
  };
}

function pairsOnOneLine(
  left: readonly Segment[],
  right: readonly Segment[],
  height: number,
): [Segment, Segment][] {
  return left.flatMap((one) => {
    const other = right.find(({ y }) => Math.abs(y - one.y) < 0.1 * height);
    return other ? [[one, other] as [Segment, Segment]] : [];
  });
}

/** How often the file changes the side while it draws the lines. */
function changesOfSide(left: readonly Segment[], right: readonly Segment[]): number {
  const drawn = [
    ...left.map(({ order }) => ({ order, side: 0 })),
    ...right.map(({ order }) => ({ order, side: 1 })),
  ].sort((one, other) => one.order - other.order);
  return drawn.slice(1).filter(({ side }, index) => side !== drawn[index]?.side).length;
}

function textsOf(lines: readonly Segment[]): string[] {
  return lines.map(({ text }) => text);
}
