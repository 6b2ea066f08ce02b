import koffi from 'koffi';
import { BatchMemory } from './batch-memory.ts';
import { decode, openContext } from './context.ts';
import type { Library, Pointer } from './library.ts';

/** `LLAMA_POOLING_TYPE_NONE`: a vector for each token; their mean is taken here, chunk by chunk. */
const noPooling = 0;

/** Reads texts for their vectors, in a context of its own beside the answers'. */
export class Embedder {
  static readonly chunkTokens = 64;
  readonly #library: Library;
  readonly #context: Pointer;
  readonly #size: number;
  readonly #batch = new BatchMemory(Embedder.chunkTokens);

  /** @throws MachineError when memory is short. */
  constructor(
    library: Library,
    model: Pointer,
    options: { readonly contextTokens: number; readonly size: number; readonly threads: number },
  ) {
    this.#library = library;
    this.#size = options.size;
    this.#context = openContext(library, model, 'embeddings', {
      n_ctx: options.contextTokens,
      n_batch: Embedder.chunkTokens,
      n_ubatch: Embedder.chunkTokens,
      n_outputs_max: Embedder.chunkTokens,
      n_threads: options.threads,
      n_threads_batch: options.threads,
      embeddings: true,
      pooling_type: noPooling,
    });
  }

  /** The sum of the last layer over these tokens, which stand at `position` of their text. */
  async read(tokens: readonly number[], position: number): Promise<Float64Array> {
    if (position === 0) this.#library.removeTokens(this.#library.memory(this.#context), 0, -1, -1);
    const rows = tokens.map((token, index) => ({
      token,
      position: position + index,
      sequence: 0,
      output: true,
    }));
    await decode(this.#library, this.#context, this.#batch, rows);
    const address = this.#library.embeddings(this.#context) as Pointer;
    const values = new Float32Array(koffi.view(address, rows.length * this.#size * 4));
    const sum = new Float64Array(this.#size);
    for (const [index, value] of values.entries())
      sum[index % this.#size] = (sum[index % this.#size] ?? 0) + value;
    return sum;
  }

  free(): void {
    this.#library.freeContext(this.#context);
    this.#batch.free();
  }
}

/** A vector of length 1 in the same direction. */
export function normalised(vector: Float64Array): number[] {
  const length = Math.hypot(...vector);
  return Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}
