import type { CheckpointTensors } from '../safetensors/reader.ts';

/** A row of a matrix; the values are a view that changes when the next row is read. */
export interface MatrixRow {
  readonly row: number;
  readonly values: Float32Array;
}

/** The rows of a stored matrix of this width, one after the other: one piece of it in memory. */
export async function* readRows(
  stored: CheckpointTensors,
  name: string,
  width: number,
  signal?: AbortSignal,
): AsyncGenerator<MatrixRow> {
  const partial = new Float32Array(width);
  let filled = 0;
  let row = 0;
  for await (const piece of stored.readValues(name, signal)) {
    for (let place = 0; place < piece.length; ) {
      const take = Math.min(width - filled, piece.length - place);
      if (take === width) {
        yield { row, values: piece.subarray(place, place + width) };
        row += 1;
      } else {
        partial.set(piece.subarray(place, place + take), filled);
        filled += take;
        if (filled === width) {
          yield { row, values: partial };
          row += 1;
          filled = 0;
        }
      }
      place += take;
    }
  }
}
