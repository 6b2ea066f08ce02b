import type { EmbeddingRows } from '../../vocabulary/index.ts';
import type { Centres } from './centres.ts';
import type { MatrixRow } from './embedding-table.ts';
import type { InitialisationRule } from './initialisation.ts';

const blockRows = 512;

/**
 * The embedding of a changed vocabulary, from one pass over the old one: kept rows as they are, then for
 * each new token what the rule makes of its parts. In memory: the rows of the parts (a few thousand).
 */
export async function* newEmbedding(
  old: AsyncIterable<MatrixRow>,
  width: number,
  { kept, added }: EmbeddingRows,
  { weigh, centre }: InitialisationRule,
  centres: Centres,
): AsyncGenerator<Float32Array> {
  const needed = new Set(added.flatMap(({ parts }) => parts));
  const partRows = new Map<number, Float32Array>();
  const block = createBlock(width);
  let next = 0;
  for await (const { row, values } of old) {
    if (centre !== 0) centres.add(row, values);
    if (needed.has(row)) partRows.set(row, values.slice());
    if (kept[next] !== row) continue;
    next += 1;
    block.add(values);
    if (block.isFull()) yield block.take();
  }
  for (const { text, parts } of added) {
    const weights = weigh(parts);
    const made = new Float32Array(width);
    if (centre !== 0) addScaled(made, centres.of(text), centre);
    for (const [index, part] of parts.entries()) {
      const values = partRows.get(part);
      if (!values) throw new RangeError(`The embedding has no row ${part}.`);
      addScaled(made, values, weights[index] ?? 0);
    }
    block.add(made);
    if (block.isFull()) yield block.take();
  }
  yield block.take();
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
