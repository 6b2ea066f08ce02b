import koffi from 'koffi';
import { type Binding, openBinding } from './binding.ts';
import type { Pointer } from './structures.ts';

/** Fields of `ggml_tensor` that are read here. */
interface TensorFields {
  readonly ne: readonly (number | bigint)[];
  readonly nb: readonly (number | bigint)[];
  readonly src: readonly (Pointer | null)[];
  readonly data: Pointer;
  readonly name: string;
}

/** A tensor of the graph that llama.cpp is computing; valid only while the callback that got it runs. */
export class ComputedTensor {
  readonly #binding: Binding;
  readonly #pointer: Pointer;
  #fields: TensorFields | undefined;

  constructor(binding: Binding, pointer: Pointer) {
    this.#binding = binding;
    this.#pointer = pointer;
  }

  /** ggml's number of the operation that makes it; see {@link operationNamed}. */
  get operation(): number {
    return koffi.decode(this.#pointer, koffi.offsetof(this.#binding.structures.tensor, 'op'), 'int');
  }

  get name(): string {
    return this.#read().name;
  }

  get columns(): number {
    return Number(this.#read().ne[0]);
  }

  get rows(): number {
    return Number(this.#read().ne[1]);
  }

  /** An input of its operation. */
  source(index: number): ComputedTensor | undefined {
    const pointer = this.#read().src[index];
    return pointer ? new ComputedTensor(this.#binding, pointer) : undefined;
  }

  /** Its rows of 32-bit floats, in the library's memory. */
  *floats(): Generator<Float32Array> {
    const { columns, rows } = this;
    const stride = Number(this.#read().nb[1]);
    const bytes = koffi.view(this.#read().data, stride * (rows - 1) + columns * 4);
    for (let row = 0; row < rows; row += 1) yield new Float32Array(bytes, row * stride, columns);
  }

  #read(): TensorFields {
    this.#fields ??= koffi.decode(this.#pointer, this.#binding.structures.tensor) as TensorFields;
    return this.#fields;
  }
}

/**
 * A function as the `cb_eval` of a context: called before (`ask`: is the value wanted?) and after each tensor is
 * computed; false after it ends the computation. Lives as long as the process: make one.
 */
export function tensorCallback(watch: (tensor: ComputedTensor, ask: boolean) => boolean): Pointer {
  const binding = openBinding();
  const type = koffi.proto('bool', ['void *', 'bool', 'void *']);
  const call = (pointer: Pointer, ask: boolean) => watch(new ComputedTensor(binding, pointer), ask);
  return koffi.register(call, koffi.pointer(type));
}

/** Tells whether ggml's number of an operation is the one of this name (`MUL_MAT`). */
export function operationNamed(name: string): (operation: number) => boolean {
  const binding = openBinding();
  let known: number | undefined;
  return (operation) => {
    if (known === undefined && binding.operationName(operation) === name) known = operation;
    return operation === known;
  };
}
