import koffi from 'koffi';
import type { Engine, Pointer } from './engine.ts';

/** Sums of squared inputs of one weight matrix, over the tokens that went through it. */
export interface ImportanceSums {
  /** One value a column. */
  readonly sums: Float32Array;
  tokens: number;
}

interface NativeTensor {
  readonly ne: readonly (number | bigint)[];
  readonly nb: readonly (number | bigint)[];
  readonly op: number;
  readonly src: readonly (Pointer | null)[];
  readonly data: Pointer;
  readonly name: string;
}

/** The token embedding is the output head too, and its rows are quantised like any other. */
const wantedNames = /^(blk\.\d+\..*|token_embd)\.weight$/;

/**
 * Gathers what llama.cpp's imatrix tool gathers: for each weight matrix the sum of squares of each input
 * column, while texts are computed. `callback` goes into a context as its `cb_eval`.
 */
export class ImportanceCollector {
  readonly sums = new Map<string, ImportanceSums>();
  readonly callback: Pointer;
  readonly #engine: Engine;
  #multiplication: number | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.callback = engine.evaluationCallback((tensor, ask) => this.#evaluate(tensor, ask));
  }

  #evaluate(pointer: Pointer, ask: boolean): boolean {
    const operation = koffi.decode(pointer, koffi.offsetof(this.#engine.tensor, 'op'), 'int') as number;
    if (!this.#isMultiplication(operation)) return !ask;
    const node = this.#read(pointer);
    const [weightPointer, inputPointer] = node.src;
    if (!weightPointer || !inputPointer) return !ask;
    const { name } = this.#read(weightPointer);
    if (!wantedNames.test(name)) return !ask;
    if (ask) return true;
    this.#add(name, this.#read(inputPointer));
    return true;
  }

  #add(name: string, input: NativeTensor): void {
    const columns = Number(input.ne[0]);
    const rows = Number(input.ne[1]);
    const stride = Number(input.nb[1]);
    let entry = this.sums.get(name);
    if (!entry) {
      entry = { sums: new Float32Array(columns), tokens: 0 };
      this.sums.set(name, entry);
    }
    const { sums } = entry;
    const bytes = koffi.view(input.data, stride * (rows - 1) + columns * 4);
    for (let row = 0; row < rows; row += 1) {
      const values = new Float32Array(bytes, row * stride, columns);
      for (let column = 0; column < columns; column += 1) {
        const value = values[column] ?? 0;
        sums[column] = (sums[column] ?? 0) + value * value;
      }
    }
    entry.tokens += rows;
  }

  #isMultiplication(operation: number): boolean {
    if (this.#multiplication === undefined && this.#engine.call.operationName(operation) === 'MUL_MAT') {
      this.#multiplication = operation;
    }
    return operation === this.#multiplication;
  }

  #read(pointer: Pointer): NativeTensor {
    return koffi.decode(pointer, this.#engine.tensor) as NativeTensor;
  }
}
