/** A piece of text on a PDF page, in points from the lower left corner. */
export interface PdfItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the letters. */
  readonly height: number;
}

/** A line of a page. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/**
 * Joins the pieces of a page into lines, top to bottom, each left to right; a gap wider than a fifth of
 * the letter height becomes a space. Pages in two columns come out as the file orders them.
 */
export function linesOfPage(items: readonly PdfItem[]): PdfLine[] {
  const runs: PdfItem[][] = [];
  for (const item of items) {
    if (item.text === '') continue;
    const run = runs.at(-1);
    const last = run?.at(-1);
    const sameLine = last && Math.abs(last.y - item.y) < 0.5 * Math.max(last.height, item.height, 1);
    if (run && sameLine) run.push(item);
    else runs.push([item]);
  }
  const lines = runs.map(joinRun).filter((line) => line.text !== '');
  return hasColumns(lines) ? lines : mergeByHeight(lines);
}

interface WideLine extends PdfLine {
  readonly end: number;
}

function joinRun(run: readonly PdfItem[]): WideLine {
  const sorted = [...run].sort((left, right) => left.x - right.x);
  let text = '';
  let end = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    const gap = item.x - end;
    if (text !== '' && gap > 0.2 * item.height && !text.endsWith(' ') && !item.text.startsWith(' '))
      text += ' ';
    text += item.text;
    end = item.x + item.width;
  }
  const first = sorted.find((item) => item.text.trim() !== '') ?? { x: 0, y: 0 };
  const height = Math.max(...sorted.map((item) => item.height), 1);
  return { text: text.trim(), x: first.x, y: first.y, height, end };
}

// Two columns: many lines have another one beside them at the same height.
function hasColumns(lines: readonly WideLine[]): boolean {
  const beside = lines.filter((line) =>
    lines.some(
      (other) => other.x > line.end + 2 * line.height && Math.abs(other.y - line.y) < 0.3 * line.height,
    ),
  );
  return beside.length > 3 && beside.length > 0.2 * lines.length;
}

function mergeByHeight(lines: readonly WideLine[]): PdfLine[] {
  const sorted = lines
    .map((line, index) => ({ line, index }))
    .sort((a, b) => b.line.y - a.line.y || a.line.x - b.line.x || a.index - b.index)
    .map(({ line }) => line);
  const merged: WideLine[][] = [];
  for (const line of sorted) {
    const row = merged.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - line.y) < 0.3 * Math.min(first.height, line.height))
      row.push(line);
    else merged.push([line]);
  }
  return merged.map((row) => joinRun(row.map((line) => ({ ...line, width: line.end - line.x }))));
}
