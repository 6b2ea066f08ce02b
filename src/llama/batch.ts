import koffi from 'koffi';
import type { Batch } from '../../core/llama-structures.ts';

/** One row of a step: a token at a place of a sequence; its logits are computed when `output` is set. */
export interface BatchRow {
  readonly token: number;
  readonly position: number;
  readonly sequence: number;
  readonly output: boolean;
}

/** The arrays of a `llama_batch`, kept in memory that does not move. */
export class BatchMemory {
  readonly #tokens: Int32Array;
  readonly #positions: Int32Array;
  readonly #sequences: Int32Array;
  readonly #outputs: Int8Array;
  readonly #sequencesMemory: unknown;
  readonly #batch: Batch;

  constructor(rows: number) {
    const [tokens, positions, counts, sequences] = [0, 0, 0, 0].map(() => koffi.alloc('int32', rows));
    const pointers = koffi.alloc('uint64', rows);
    const outputs = koffi.alloc('int8', rows);
    const integers = (memory: unknown) => new Int32Array(koffi.view(memory, rows * 4));
    this.#tokens = integers(tokens);
    this.#positions = integers(positions);
    this.#sequences = integers(sequences);
    this.#outputs = new Int8Array(koffi.view(outputs, rows));
    integers(counts).fill(1);
    // Each row belongs to one sequence: its list is one number of the array.
    const first = koffi.address(sequences);
    new BigUint64Array(koffi.view(pointers, rows * 8)).forEach((_, row, all) => {
      all[row] = first + BigInt(row * 4);
    });
    this.#sequencesMemory = sequences;
    this.#batch = {
      n_tokens: 0,
      token: tokens,
      embd: null,
      pos: positions,
      n_seq_id: counts,
      seq_id: pointers,
      logits: outputs,
    };
  }

  free(): void {
    const { token, pos, n_seq_id, seq_id, logits } = this.#batch;
    for (const memory of [token, pos, this.#sequencesMemory, n_seq_id, seq_id, logits]) koffi.free(memory);
  }

  fill(rows: readonly BatchRow[]): Batch {
    rows.forEach((row, index) => {
      this.#tokens[index] = row.token;
      this.#positions[index] = row.position;
      this.#sequences[index] = row.sequence;
      this.#outputs[index] = row.output ? 1 : 0;
    });
    return { ...this.#batch, n_tokens: rows.length };
  }
}
