import type { Centres } from './centres.ts';
import type { MatrixRow } from './embedding-table.ts';
import type { Mixture } from './initialisation.ts';

const blockRows = 512;

/** A row of the new embedding: an old one as it is, or a mixture for this text. */
export type NewRow = { readonly kept: number } | { readonly text: string; readonly mixture: Mixture };

/**
 * The embedding of a changed vocabulary, from two passes over the old one: the first finds the rows and the means that
 * mixtures are made of (a few thousand rows in memory), the second yields kept rows, which come in ascending order,
 * and the mixtures in their places.
 */
export async function* newEmbedding(
  old: () => AsyncIterable<MatrixRow>,
  width: number,
  rows: readonly NewRow[],
  centres: Centres,
): AsyncGenerator<Float32Array> {
  const found = await findParts(old(), rows, centres);
  const block = createBlock(width);
  const reader = old()[Symbol.asyncIterator]();
  try {
    for (const row of rows) {
      block.add('kept' in row ? await readUntil(reader, row.kept) : mixed(row, width, found, centres));
      if (block.isFull()) yield block.take();
    }
  } finally {
    await reader.return?.();
  }
  yield block.take();
}

/** The old rows that mixtures name; counts every row for the means on the way. */
async function findParts(
  old: AsyncIterable<MatrixRow>,
  rows: readonly NewRow[],
  centres: Centres,
): Promise<Map<number, Float32Array>> {
  const needed = new Set(
    rows.flatMap((row) => ('kept' in row ? [] : row.mixture.terms.map((term) => term.row))),
  );
  const found = new Map<number, Float32Array>();
  for await (const { row, values } of old) {
    centres.add(row, values);
    if (needed.has(row)) found.set(row, values.slice());
  }
  return found;
}

async function readUntil(reader: AsyncIterator<MatrixRow>, row: number): Promise<Float32Array> {
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    if (next.value.row === row) return next.value.values;
  }
  throw missing(row);
}

function mixed(
  { text, mixture }: { readonly text: string; readonly mixture: Mixture },
  width: number,
  found: ReadonlyMap<number, Float32Array>,
  centres: Centres,
): Float32Array {
  const made = new Float32Array(width);
  if (mixture.centre !== 0) addScaled(made, centres.of(text), mixture.centre);
  for (const { row, weight } of mixture.terms) {
    const values = found.get(row);
    if (!values) throw missing(row);
    addScaled(made, values, weight);
  }
  return made;
}

function missing(row: number): RangeError {
  return new RangeError(`The embedding has no row ${row}.`);
}

function addScaled(target: Float32Array, values: Float32Array, factor: number): void {
  for (let place = 0; place < target.length; place += 1) {
    target[place] = (target[place] ?? 0) + factor * (values[place] ?? 0);
  }
}

/** Collects rows, so that they are written in pieces and not one by one. */
function createBlock(width: number) {
  let values = new Float32Array(blockRows * width);
  let rows = 0;
  return {
    isFull: () => rows === blockRows,
    add(row: Float32Array) {
      values.set(row, rows * width);
      rows += 1;
    },
    take() {
      const taken = values.subarray(0, rows * width);
      values = new Float32Array(blockRows * width);
      rows = 0;
      return taken;
    },
  };
}
