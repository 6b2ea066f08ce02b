import { LlamaContext, type LlamaModel, noPooling } from '../../llama/native.ts';

/** Reads texts for their vectors, in a context of its own beside the answers'. Means are taken here, chunk by chunk. */
export class Embedder {
  static readonly chunkTokens = 64;
  readonly #context: LlamaContext;
  readonly #size: number;

  /** @throws MachineError when memory is short. */
  constructor(model: LlamaModel, options: { readonly contextTokens: number; readonly threads: number }) {
    this.#size = model.embeddingSize;
    this.#context = new LlamaContext(model, {
      n_ctx: options.contextTokens,
      n_batch: Embedder.chunkTokens,
      n_outputs_max: Embedder.chunkTokens,
      n_threads: options.threads,
      n_threads_batch: options.threads,
      embeddings: true,
      pooling_type: noPooling,
    });
  }

  /** The sum of the last layer over these tokens, which are at `position` of their text. */
  async read(tokens: readonly number[], position: number): Promise<Float64Array> {
    if (position === 0) this.#context.forget(0, -1);
    const rows = tokens.map((token, index) => ({
      token,
      position: position + index,
      sequences: [0],
      output: true,
    }));
    const values = await this.#context.embed(rows);
    const sum = new Float64Array(this.#size);
    for (const [index, value] of values.entries())
      sum[index % this.#size] = (sum[index % this.#size] ?? 0) + value;
    return sum;
  }

  free(): void {
    this.#context.free();
  }
}

/** A vector of length 1 in the same direction. */
export function normalised(vector: Float64Array): number[] {
  const length = Math.hypot(...vector);
  return Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}
