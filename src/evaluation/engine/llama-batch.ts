import { type LlamaBatch, type LlamaFunctions, readPointers, viewMemory } from './llama-functions.ts';

/** A token of a batch, with the sequences that it belongs to. */
export interface BatchToken {
  readonly token: number;
  readonly position: number;
  readonly sequences: readonly number[];
  /** Its logits are needed. */
  readonly output: boolean;
}

/** Native memory of a batch of at most `capacity` tokens, filled from JavaScript. */
export class NativeBatch {
  readonly capacity: number;
  readonly #batch: LlamaBatch;
  readonly #tokens: Int32Array;
  readonly #positions: Int32Array;
  readonly #sequenceCounts: Int32Array;
  readonly #sequences: readonly Int32Array[];
  readonly #outputs: Int8Array;

  constructor(functions: LlamaFunctions, capacity: number, sequences: number) {
    this.capacity = capacity;
    this.#batch = functions.createBatch(capacity, 0, sequences);
    const { token, pos, n_seq_id, seq_id, logits } = this.#batch;
    this.#tokens = new Int32Array(viewMemory(token, capacity * 4));
    this.#positions = new Int32Array(viewMemory(pos, capacity * 4));
    this.#sequenceCounts = new Int32Array(viewMemory(n_seq_id, capacity * 4));
    this.#outputs = new Int8Array(viewMemory(logits, capacity));
    this.#sequences = readPointers(seq_id, capacity).map(
      (pointer) => new Int32Array(viewMemory(pointer, sequences * 4)),
    );
  }

  /** The batch with these tokens; valid until it is filled again. */
  fill(tokens: readonly BatchToken[]): LlamaBatch {
    for (const [index, { token, position, sequences, output }] of tokens.entries()) {
      this.#tokens[index] = token;
      this.#positions[index] = position;
      this.#sequenceCounts[index] = sequences.length;
      this.#sequences[index]?.set(sequences);
      this.#outputs[index] = output ? 1 : 0;
    }
    return { ...this.#batch, n_tokens: tokens.length };
  }
}
