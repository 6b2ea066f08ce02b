import type { EmbeddingRows } from '../../vocabulary/index.ts';
import type { MatrixRow } from './embedding-table.ts';
import type { WeighParts } from './weigh-parts.ts';

const blockRows = 512;

/**
 * The embedding of a changed vocabulary, from one pass over the old one: kept rows as they are, then for
 * each new token the weighted mean of its parts. In memory: the rows of the parts (a few thousand).
 */
export async function* newEmbedding(
  old: AsyncIterable<MatrixRow>,
  width: number,
  { kept, added }: EmbeddingRows,
  weigh: WeighParts,
): AsyncGenerator<Float32Array> {
  const needed = new Set(added.flatMap(({ parts }) => parts));
  const partRows = new Map<number, Float32Array>();
  const block = createBlock(width);
  let next = 0;
  for await (const { row, values } of old) {
    if (needed.has(row)) partRows.set(row, values.slice());
    if (kept[next] !== row) continue;
    next += 1;
    block.add(values);
    if (block.isFull()) yield block.take();
  }
  for (const { parts } of added) {
    const weights = weigh(parts);
    const mean = new Float32Array(width);
    for (const [index, part] of parts.entries()) {
      const values = partRows.get(part);
      if (!values) throw new RangeError(`The embedding has no row ${part}.`);
      const weight = weights[index] ?? 0;
      for (let place = 0; place < width; place += 1) {
        mean[place] = (mean[place] ?? 0) + weight * (values[place] ?? 0);
      }
    }
    block.add(mean);
    if (block.isFull()) yield block.take();
  }
  yield block.take();
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
