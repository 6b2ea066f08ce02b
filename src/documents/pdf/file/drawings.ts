/** Six numbers, as PDF orders them. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A line (no wider or no higher than a pen) or a rectangle that a page draws, in points from its upper left corner. */
export interface Drawing {
  readonly x: number;
  readonly end: number;
  readonly top: number;
  readonly bottom: number;
}

/** What pdf.js gives for a path that is painted; see pdfjs-insertions.ts. */
export interface RawPath {
  readonly type: 'path';
  readonly matrix: readonly number[];
  readonly steps: readonly (readonly [step: 're' | 'm' | 'l', ...numbers: number[]])[];
}

/** Shorter ones are parts of letters, of dashed lines and of pictures. */
const shortest = 8;
/** Thinner rectangles are lines. */
export const pen = 3;
/** A page with more than this is a map or a plan. */
const most = 2_000;

/** The upright and level lines and the rectangles among the paths of a page. */
export function drawingsOf(paths: readonly RawPath[], viewport: Matrix): Drawing[] {
  const drawings: Drawing[] = [];
  for (const { matrix, steps } of paths) {
    const place = placeBy(viewport, matrix);
    let from: readonly [number, number] = [0, 0];
    for (const [step, x = 0, y = 0, width = 0, height = 0] of steps) {
      if (step === 're') drawings.push(between(place(x, y), place(x + width, y + height)));
      else if (step === 'l') drawings.push(...[between(place(...from), place(x, y))].filter(isLine));
      if (step !== 're') from = [x, y];
    }
  }
  const kept = drawings.filter(({ x, end, top, bottom }) => Math.max(end - x, bottom - top) >= shortest);
  return kept.length > most ? [] : kept;
}

/** Whether a drawing is a line across the page. */
export function isLevel({ x, end, top, bottom }: Drawing): boolean {
  return bottom - top <= pen && end - x >= shortest;
}

/** Whether a drawing is a line down the page. */
export function isUpright({ x, end, top, bottom }: Drawing): boolean {
  return end - x <= pen && bottom - top >= shortest;
}

/** Whether a drawing is a rectangle that can hold lines of text. */
export function isBox({ x, end, top, bottom }: Drawing): boolean {
  return end - x > pen && bottom - top > pen;
}

function isLine(drawing: Drawing): boolean {
  return isLevel(drawing) || isUpright(drawing);
}

function between([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]): Drawing {
  return { x: Math.min(x, toX), end: Math.max(x, toX), top: Math.min(y, toY), bottom: Math.max(y, toY) };
}

function placeBy(viewport: Matrix, matrix: readonly number[]): (x: number, y: number) => [number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  return (x, y) => {
    const [right, up] = [a * x + c * y + e, b * x + d * y + f];
    return [
      viewport[0] * right + viewport[2] * up + viewport[4],
      viewport[1] * right + viewport[3] * up + viewport[5],
    ];
  };
}
