import koffi from 'koffi';
import type { BatchParameters } from './structures.ts';

/** One row of a step: a token at a position of one or several sequences. */
export interface BatchRow {
  readonly token: number;
  readonly position: number;
  readonly sequences: readonly number[];
  /** Its logits are computed. */
  readonly output: boolean;
}

/** The arrays of a `llama_batch`, in memory that does not move. */
export class Batch {
  readonly #sequencesPerRow: number;
  readonly #tokens: Int32Array;
  readonly #positions: Int32Array;
  readonly #counts: Int32Array;
  readonly #sequences: Int32Array;
  readonly #outputs: Int8Array;
  readonly #memory: readonly unknown[];
  readonly #batch: BatchParameters;

  /** Room for `rows` tokens, each in `sequencesPerRow` sequences at most. */
  constructor(rows: number, sequencesPerRow: number) {
    const integers = (count: number) => {
      const memory = koffi.alloc('int32', count);
      return { memory, values: new Int32Array(koffi.view(memory, count * 4)) };
    };
    const tokens = integers(rows);
    const positions = integers(rows);
    const counts = integers(rows);
    const sequences = integers(rows * sequencesPerRow);
    const lists = koffi.alloc('uint64', rows);
    const outputs = koffi.alloc('int8', rows);
    // Each row's list of sequences is a part of one array.
    const first = koffi.address(sequences.memory);
    const addresses = new BigUint64Array(koffi.view(lists, rows * 8));
    for (let row = 0; row < rows; row += 1) addresses[row] = first + BigInt(row * sequencesPerRow * 4);
    this.#sequencesPerRow = sequencesPerRow;
    this.#tokens = tokens.values;
    this.#positions = positions.values;
    this.#counts = counts.values;
    this.#sequences = sequences.values;
    this.#outputs = new Int8Array(koffi.view(outputs, rows));
    this.#memory = [tokens.memory, positions.memory, counts.memory, sequences.memory, lists, outputs];
    this.#batch = {
      n_tokens: 0,
      token: tokens.memory,
      embd: null,
      pos: positions.memory,
      n_seq_id: counts.memory,
      seq_id: lists,
      logits: outputs,
    };
  }

  /** The batch with these rows; valid until it is filled again. */
  fill(rows: readonly BatchRow[]): BatchParameters {
    for (const [index, { token, position, sequences, output }] of rows.entries()) {
      this.#tokens[index] = token;
      this.#positions[index] = position;
      this.#counts[index] = sequences.length;
      this.#sequences.set(sequences, index * this.#sequencesPerRow);
      this.#outputs[index] = output ? 1 : 0;
    }
    return { ...this.#batch, n_tokens: rows.length };
  }

  free(): void {
    for (const memory of this.#memory) koffi.free(memory);
  }
}
