import koffi, { type TypeObject } from 'koffi';
import { MissingToolError } from '../core/errors.ts';
import { findLibllama } from '../core/llama-library.ts';

/** Arguments of one quantisation, as numbers of llama.h and ggml.h. */
export interface LlamaQuantiseCall {
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

/** `llama_model_quantize` of the prebuilt library. */
export interface LibLlama {
  readonly version: string;
  /** Resolves to 0 when the file was written; what went wrong stands on stderr. */
  quantise(call: LlamaQuantiseCall): Promise<number>;
}

/** `llama_model_quantize_params` of llama.h: 64 bytes on 64-bit machines. */
interface QuantiseParameters {
  nthread: number;
  ftype: number;
  output_tensor_type: number;
  token_embedding_type: number;
  allow_requantize: boolean;
  imatrix: unknown;
  tt_overrides: unknown;
  max_buf_size: number | bigint;
}

/** `llama_model_tensor_override` and `llama_model_imatrix_data`; lists of them end with an empty one. */
const overrideLayout = { pattern: 'char *', type: 'int' } as const;
const importanceLayout = { name: 'char *', data: 'void *', size: 'size_t' } as const;

const parametersLayout = {
  nthread: 'int32',
  ftype: 'int',
  output_tensor_type: 'int',
  token_embedding_type: 'int',
  allow_requantize: 'bool',
  quantize_output_tensor: 'bool',
  only_copy: 'bool',
  pure: 'bool',
  keep_split: 'bool',
  dry_run: 'bool',
  imatrix: 'void *',
  kv_overrides: 'void *',
  tt_overrides: 'void *',
  prune_layers: 'void *',
  max_buf_size: 'size_t',
} as const;

/** What the layout above must read as in the library's default parameters. */
const expectedDefaults = {
  ftype: 7,
  output_tensor_type: 43,
  token_embedding_type: 43,
  max_buf_size: 8 * 2 ** 30,
};

/**
 * Loads libllama and checks that its structure of parameters is the one that is known here. A failed
 * assertion inside the library ends the process: call it in a child process.
 * @throws MissingToolError when the library is absent or of another version.
 */
export function loadLibllama(file: string = findLibllama()): LibLlama {
  const library = koffi.load(file);
  const parameters = koffi.struct(parametersLayout);
  const readDefaults = library.func('llama_model_quantize_default_params', parameters, []);
  const defaults = readDefaults() as QuantiseParameters;
  checkLayout(file, koffi.sizeof(parameters), defaults);
  const override = koffi.struct(overrideLayout);
  const importance = koffi.struct(importanceLayout);
  const quantise = library.func('llama_model_quantize', 'uint32', ['str', 'str', koffi.pointer(parameters)]);
  return {
    version: library.func('llama_version', 'str', [])() as string,
    quantise: (call) =>
      new Promise((resolve, reject) => {
        const changed: QuantiseParameters = {
          ...defaults,
          nthread: call.threads,
          ftype: call.fileType,
          output_tensor_type: call.outputType ?? defaults.output_tensor_type,
          token_embedding_type: call.tokenEmbeddingType ?? defaults.token_embedding_type,
          allow_requantize: call.allowRequantise,
          tt_overrides: nativeList(override, call.tensorTypes, { pattern: null, type: 0 }),
          imatrix: nativeList(
            importance,
            [...(call.importance ?? [])].map(([name, values]) => ({
              name,
              data: nativeFloats(values),
              size: values.length,
            })),
            { name: null, data: null, size: 0 },
          ),
        };
        quantise.async(call.source, call.target, changed, (error: unknown, code: number) =>
          error ? reject(error) : resolve(code),
        );
      }),
  };
}

/** A list in the library's memory, its last entry empty; null for no entries. Lives as long as the process. */
function nativeList(type: TypeObject, entries: readonly object[], last: object): unknown {
  if (entries.length === 0) return null;
  const memory: unknown = koffi.alloc(type, entries.length + 1);
  koffi.encode(memory, koffi.array(type, entries.length + 1), [...entries, last]);
  return memory;
}

function nativeFloats(values: Float32Array): unknown {
  const memory: unknown = koffi.alloc('float', values.length);
  new Float32Array(koffi.view(memory, values.byteLength)).set(values);
  return memory;
}

/**
 * Compares the library's default parameters with what this layout must read.
 * @throws MissingToolError naming the first field that differs.
 */
export function checkLayout(
  file: string,
  sizeBytes: number,
  defaults: Readonly<Partial<Record<keyof typeof expectedDefaults, number | bigint>>>,
): void {
  const wrong = Object.entries(expectedDefaults).find(
    ([key, value]) => Number(defaults[key as keyof typeof expectedDefaults]) !== value,
  );
  if (sizeBytes === 64 && !wrong) return;
  throw new MissingToolError({
    message: 'This build of llama.cpp has other quantisation parameters than the one Soro was written for.',
    file,
    place: wrong
      ? `${wrong[0]}: ${defaults[wrong[0] as keyof typeof expectedDefaults]}, expected ${wrong[1]}`
      : `structure of ${sizeBytes} bytes, expected 64`,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
}
