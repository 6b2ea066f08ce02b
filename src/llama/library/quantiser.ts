import koffi, { type TypeObject } from 'koffi';
import { openBinding } from './binding.ts';

/** Arguments of one quantisation, as numbers of llama.h and ggml.h. */
export interface QuantiseCall {
  readonly source: string;
  readonly target: string;
  readonly fileType: number;
  readonly tokenEmbeddingType: number | undefined;
  readonly outputType: number | undefined;
  /** Regular expressions over tensor names and what those tensors become; the first that fits counts. */
  readonly tensorTypes: readonly { readonly pattern: string; readonly type: number }[];
  /** Weight matrix → importance of each of its columns. */
  readonly importance: ReadonlyMap<string, Float32Array> | undefined;
  readonly threads: number;
  readonly allowRequantise: boolean;
}

/**
 * `llama_model_quantize`, on a thread of its own; the library logs to stderr what goes wrong.
 * @returns its code: 0 when the file was written.
 */
export function quantiseFile(call: QuantiseCall): Promise<number> {
  const { quantise, defaults, structures } = openBinding();
  const importance = [...(call.importance ?? [])].map(([name, values]) => ({
    name,
    data: nativeFloats(values),
    size: values.length,
  }));
  const parameters = {
    ...defaults.quantise,
    nthread: call.threads,
    ftype: call.fileType,
    output_tensor_type: call.outputType ?? defaults.quantise.output_tensor_type,
    token_embedding_type: call.tokenEmbeddingType ?? defaults.quantise.token_embedding_type,
    allow_requantize: call.allowRequantise,
    tt_overrides: nativeList(structures.override, call.tensorTypes, { pattern: null, type: 0 }),
    imatrix: nativeList(structures.importance, importance, { name: null, data: null, size: 0 }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  quantise.async(call.source, call.target, parameters, (error: unknown, code: number) =>
    error ? reject(error) : resolve(code),
  );
  return promise;
}

/** A list in the library's memory, its last entry empty; null for no entries. Lives as long as the process. */
function nativeList(type: TypeObject, entries: readonly object[], last: object): bigint | null {
  if (entries.length === 0) return null;
  const memory = koffi.alloc(type, entries.length + 1);
  koffi.encode(memory, koffi.array(type, entries.length + 1), [...entries, last]);
  return memory;
}

function nativeFloats(values: Float32Array): bigint {
  const memory = koffi.alloc('float', values.length);
  new Float32Array(koffi.view(memory, values.byteLength)).set(values);
  return memory;
}
