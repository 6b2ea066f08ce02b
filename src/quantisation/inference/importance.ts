import { type ComputedTensor, operationNamed, type Pointer, tensorCallback } from '../../llama/native.ts';

/** Sums of squared inputs of one weight matrix, over the tokens that went through it. */
export interface ImportanceSums {
  /** One value a column. */
  readonly sums: Float32Array;
  tokens: number;
}

/** The token embedding is the output head too, and its rows are quantised like any other. */
const wantedNames = /^(blk\.\d+\..*|token_embd)\.weight$/;

/**
 * Gathers what llama.cpp's imatrix tool gathers: for each weight matrix the sum of squares of each input
 * column, while texts are computed. `callback` goes into a context as its `cb_eval`.
 */
export class ImportanceCollector {
  readonly sums = new Map<string, ImportanceSums>();
  readonly callback: Pointer = tensorCallback((tensor, ask) => this.#evaluate(tensor, ask));
  readonly #isMultiplication = operationNamed('MUL_MAT');

  #evaluate(tensor: ComputedTensor, ask: boolean): boolean {
    if (!this.#isMultiplication(tensor.operation)) return !ask;
    const weight = tensor.source(0);
    const input = tensor.source(1);
    if (!weight || !input || !wantedNames.test(weight.name)) return !ask;
    if (!ask) this.#add(weight.name, input);
    return true;
  }

  #add(name: string, input: ComputedTensor): void {
    let entry = this.sums.get(name);
    if (!entry) {
      entry = { sums: new Float32Array(input.columns), tokens: 0 };
      this.sums.set(name, entry);
    }
    const { sums } = entry;
    for (const values of input.floats()) {
      for (let column = 0; column < values.length; column += 1) {
        const value = values[column] ?? 0;
        sums[column] = (sums[column] ?? 0) + value * value;
      }
    }
    entry.tokens += input.rows;
  }
}
