import { ggufValue, knownGgmlType, openGguf, writeGguf } from '../checkpoint/index.ts';
import { CorruptArtefactError } from '../core/errors.ts';

/** What was gathered on a calibration text: weight matrix → sums of squares of its input columns. */
export interface Importance {
  readonly tensors: ReadonlyMap<string, { readonly sums: Float32Array; readonly tokens: number }>;
  /** What it was gathered on. */
  readonly datasets: readonly string[];
  readonly chunkTokens: number;
  readonly chunks: number;
}

const sumsEnding = '.in_sum2';
const countsEnding = '.counts';

/**
 * Writes importances in llama.cpp's own format (a GGUF file of type `imatrix`), which `llama-quantize
 * --imatrix` reads too. Atomic.
 */
export async function writeImportance(file: string, importance: Importance): Promise<void> {
  const metadata = new Map([
    ['general.type', ggufValue.text('imatrix')],
    ['imatrix.datasets', ggufValue.array('string', importance.datasets)],
    ['imatrix.chunk_count', ggufValue.uint32(importance.chunks)],
    ['imatrix.chunk_size', ggufValue.uint32(importance.chunkTokens)],
  ]);
  const type = knownGgmlType('F32');
  const source = (name: string, values: Float32Array) => ({
    name,
    type,
    dimensions: [1, values.length],
    *bytes() {
      yield new Uint8Array(values.slice().buffer);
    },
  });
  const tensors = [...importance.tensors].sort(([left], [right]) => (left < right ? -1 : 1));
  await writeGguf(file, {
    metadata,
    tensors: tensors.flatMap(([name, { sums, tokens }]) => [
      source(`${name}${sumsEnding}`, sums),
      source(`${name}${countsEnding}`, Float32Array.of(tokens)),
    ]),
  });
}

/**
 * Reads a file of importances as what quantising takes: weight matrix → mean square of each input column.
 * @throws CorruptArtefactError when a tensor lacks its counts or holds what is no number.
 */
export async function readImportance(file: string): Promise<Map<string, Float32Array>> {
  const gguf = await openGguf(file);
  try {
    const means = new Map<string, Float32Array>();
    for (const name of gguf.tensors.keys()) {
      if (!name.endsWith(sumsEnding)) continue;
      const tensor = name.slice(0, -sumsEnding.length);
      const sums = await readAll(gguf.readValues(name));
      const [tokens = 0] = await readAll(gguf.readValues(`${tensor}${countsEnding}`));
      const mean = tokens > 0 ? sums.map((sum) => sum / tokens) : sums.fill(1);
      if (!mean.every(Number.isFinite)) throw damaged(file, tensor);
      means.set(tensor, mean);
    }
    return means;
  } finally {
    await gguf.close();
  }
}

async function readAll(pieces: AsyncIterable<Float32Array>): Promise<Float32Array> {
  const all = await Array.fromAsync(pieces);
  return all.length === 1 && all[0] ? all[0] : Float32Array.from(all.flatMap((piece) => [...piece]));
}

function damaged(file: string, place: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'An importance is no finite number.',
    file,
    place,
    remedy: 'Gather it again from the checkpoint and the calibration text.',
  });
}
