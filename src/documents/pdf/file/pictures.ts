type Matrix = readonly [number, number, number, number, number, number];

/** What pdf.js gives for the drawing of a page. */
export interface Drawing {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** The numbers of the operations that move the coordinates, from pdf.js's OPS. */
export interface PlaceOperations {
  readonly save: number;
  readonly restore: number;
  readonly transform: number;
  readonly paintFormXObjectBegin: number;
  readonly paintFormXObjectEnd: number;
}

/**
 * The area of the largest picture of a page in square points, although no picture was decoded: one that was
 * left out leaves its place behind, moved to and nothing drawn in it.
 */
export function largestPicture({ fnArray, argsArray }: Drawing, operations: PlaceOperations): number {
  const outer: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let isMoved = false;
  let largest = 0;
  const close = () => {
    if (isMoved) largest = Math.max(largest, Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
    isMoved = false;
  };
  for (const [index, operation] of fnArray.entries()) {
    const values: unknown = argsArray[index];
    if (operation === operations.save || operation === operations.paintFormXObjectBegin) {
      outer.push(matrix);
      isMoved = false;
      const form: unknown = Array.isArray(values) ? values[0] : undefined;
      if (operation === operations.paintFormXObjectBegin) matrix = multiply(matrix, toMatrix(form));
    } else if (operation === operations.transform) {
      matrix = multiply(matrix, toMatrix(values));
      isMoved = true;
    } else if (operation === operations.restore || operation === operations.paintFormXObjectEnd) {
      close();
      matrix = outer.pop() ?? [1, 0, 0, 1, 0, 0];
    } else isMoved = false;
  }
  close();
  return largest;
}

function toMatrix(values: unknown): Matrix {
  const numbers = values && typeof values === 'object' ? Object.values(values).map(Number) : [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
