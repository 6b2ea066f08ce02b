import { countUp } from '../../../core/count-up.ts';
import type { Row } from '../layout/row.ts';
import type { PageRows } from './margins.ts';

const leadingNumber = /^(\d{1,5})(?:\s+|$)/;
/** Fewer numbers than this may be anything. */
const leastNumbers = 8;

interface NumberedRow {
  readonly row: Row;
  readonly number: number;
}

/**
 * Takes out the numbers that are beside every fifth or tenth line of a poem: numbers left of the text
 * that grow by one step of more than one from page to page.
 */
export function withoutLineNumbers(pages: readonly PageRows[]): PageRows[] {
  const numbered = pages.flatMap(({ rows }) => numberedRows(rows));
  const step = commonStep(numbered.map(({ number }) => number));
  if (step === undefined) return [...pages];
  const marked = new Set(numbered.filter(({ number }) => number % step === 0).map(({ row }) => row));
  return pages.map(({ number, rows }) => {
    const left = usualLeft(rows);
    return { number, rows: rows.map((row) => (marked.has(row) ? withoutNumber(row, left) : row)) };
  });
}

function numberedRows(rows: readonly Row[]): NumberedRow[] {
  const left = usualLeft(rows);
  return rows.flatMap((row) => {
    const [first] = row.segments;
    const number = leadingNumber.exec(first?.text ?? '')?.[1];
    const isBeside =
      first !== undefined && left - first.x > first.height && row.segments.at(-1)?.text !== number;
    return number !== undefined && isBeside ? [{ row, number: Number(number) }] : [];
  });
}

/** Where most rows begin. */
function usualLeft(rows: readonly Row[]): number {
  const starts = new Map<number, number>();
  for (const { segments } of rows) {
    const x = Math.round(segments[0]?.x ?? 0);
    countUp(starts, x);
  }
  const [best] = [...starts].sort((one, other) => other[1] - one[1]);
  return best?.[0] ?? 0;
}

/** The step of numbers that nearly all grow by it; undefined for any other numbers. */
function commonStep(numbers: readonly number[]): number | undefined {
  if (numbers.length < leastNumbers) return undefined;
  const steps = new Map<number, number>();
  for (const [index, number] of numbers.slice(1).entries()) {
    const step = number - (numbers[index] ?? 0);
    countUp(steps, step);
  }
  const [best] = [...steps].sort((one, other) => other[1] - one[1]);
  return best && best[0] > 1 && best[1] >= 0.7 * (numbers.length - 1) ? best[0] : undefined;
}

function withoutNumber(row: Row, left: number): Row {
  const [first, ...rest] = row.segments;
  if (!first) return row;
  const text = first.text.replace(leadingNumber, '');
  return { ...row, segments: text === '' ? rest : [{ ...first, text, x: left }, ...rest] };
}
