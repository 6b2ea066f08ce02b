import { dirname } from 'node:path';
import koffi from 'koffi';
import { CorruptArtefactError, MissingToolError } from '../../core/errors.ts';
import { findLibggml, findLibllama } from '../../core/llama-library.ts';

/** `llama_model_params` of llama.h (llama.cpp v0.5.0). */
const modelLayout = {
  devices: 'void *',
  tensor_buft_overrides: 'void *',
  n_gpu_layers: 'int32',
  split_mode: 'int',
  load_mode: 'int',
  lazy_mode: 'int',
  main_gpu: 'int32',
  tensor_split: 'void *',
  progress_callback: 'void *',
  progress_callback_user_data: 'void *',
  kv_overrides: 'void *',
  vocab_only: 'bool',
  check_tensors: 'bool',
  use_extra_bufts: 'bool',
  no_host: 'bool',
  no_alloc: 'bool',
  load_mtp: 'bool',
} as const;

/** `llama_context_params` of llama.h (llama.cpp v0.5.0). */
const contextLayout = {
  n_ctx: 'uint32',
  n_batch: 'uint32',
  n_ubatch: 'uint32',
  n_seq_max: 'uint32',
  n_rs_seq: 'uint32',
  n_outputs_max: 'uint32',
  n_outputs_max_per_seq: 'uint32',
  n_threads: 'int32',
  n_threads_batch: 'int32',
  ctx_type: 'int',
  rope_scaling_type: 'int',
  pooling_type: 'int',
  attention_type: 'int',
  flash_attn_type: 'int',
  rope_freq_base: 'float',
  rope_freq_scale: 'float',
  yarn_ext_factor: 'float',
  yarn_attn_factor: 'float',
  yarn_beta_fast: 'float',
  yarn_beta_slow: 'float',
  yarn_orig_ctx: 'uint32',
  defrag_thold: 'float',
  cb_eval: 'void *',
  cb_eval_user_data: 'void *',
  type_k: 'int',
  type_v: 'int',
  abort_callback: 'void *',
  abort_callback_data: 'void *',
  embeddings: 'bool',
  offload_kqv: 'bool',
  no_perf: 'bool',
  op_offload: 'bool',
  swa_full: 'bool',
  kv_unified: 'bool',
  samplers: 'void *',
  n_samplers: 'size_t',
  ctx_other: 'void *',
} as const;

const batchLayout = {
  n_tokens: 'int32',
  token: 'void *',
  embd: 'void *',
  pos: 'void *',
  n_seq_id: 'void *',
  seq_id: 'void *',
  logits: 'void *',
} as const;

/** Default parameters that must read as in llama.cpp v0.5.0: another build may lay them out otherwise. */
const expectedDefaults = { n_ctx: 512, n_batch: 2048, n_ubatch: 512, type_k: 1, type_v: 1, n_seq_max: 1 };

type Handle = bigint;
type Parameters = Record<string, unknown>;

/** The functions of libllama that evaluation calls; handles are opaque. */
export interface LlamaFunctions {
  readonly version: string;
  readonly modelDefaults: () => Parameters;
  readonly contextDefaults: () => Parameters;
  readonly loadModel: (file: string, parameters: Parameters) => Handle | null;
  readonly createContext: (model: Handle, parameters: Parameters) => Handle | null;
  readonly vocabularyOf: (model: Handle) => Handle;
  readonly vocabularySize: (vocabulary: Handle) => number;
  readonly bosOf: (vocabulary: Handle) => number;
  readonly isEndOfGeneration: (vocabulary: Handle, token: number) => boolean;
  readonly chatTemplate: (model: Handle, name: null) => string | null;
  readonly tokenise: (
    vocabulary: Handle,
    text: Uint8Array,
    bytes: number,
    tokens: Int32Array,
    capacity: number,
    addSpecial: boolean,
    parseSpecial: boolean,
  ) => number;
  readonly pieceOf: (
    vocabulary: Handle,
    token: number,
    text: Uint8Array,
    capacity: number,
    strip: number,
    special: boolean,
  ) => number;
  readonly createBatch: (tokens: number, embedding: number, sequences: number) => LlamaBatch;
  readonly decode: (context: Handle, batch: LlamaBatch) => number;
  readonly logitsOf: (context: Handle) => Handle;
  readonly memoryOf: (context: Handle) => Handle;
  readonly clearMemory: (memory: Handle, data: boolean) => void;
  readonly removeSequence: (memory: Handle, sequence: number, from: number, to: number) => boolean;
  readonly copySequence: (memory: Handle, from: number, to: number, start: number, end: number) => void;
}

/** `llama_batch`: pointers to native memory. */
export interface LlamaBatch {
  n_tokens: number;
  token: Handle;
  pos: Handle;
  n_seq_id: Handle;
  seq_id: Handle;
  logits: Handle;
}

/**
 * Loads libllama and the arithmetic for this processor. A failed assertion inside the library ends the
 * process: call it in a child process.
 * @throws MissingToolError when the library is absent or lays its parameters out otherwise.
 */
export function loadLlamaFunctions(): LlamaFunctions {
  const file = findLibllama();
  const ggml = findLibggml();
  koffi.load(ggml).func('ggml_backend_load_all_from_path', 'void', ['str'])(dirname(ggml));
  const library = koffi.load(file);
  const model = koffi.struct(modelLayout);
  const context = koffi.struct(contextLayout);
  const batch = koffi.struct(batchLayout);
  const contextDefaults = library.func('llama_context_default_params', context, []);
  checkDefaults(file, contextDefaults() as Parameters);
  library.func('llama_backend_init', 'void', [])();
  const handle = 'void *';
  return {
    version: library.func('llama_version', 'str', [])() as string,
    modelDefaults: library.func('llama_model_default_params', model, []),
    contextDefaults,
    loadModel: library.func('llama_model_load_from_file', handle, ['str', model]),
    createContext: library.func('llama_init_from_model', handle, [handle, context]),
    vocabularyOf: library.func('llama_model_get_vocab', handle, [handle]),
    vocabularySize: library.func('llama_vocab_n_tokens', 'int32', [handle]),
    bosOf: library.func('llama_vocab_bos', 'int32', [handle]),
    isEndOfGeneration: library.func('llama_vocab_is_eog', 'bool', [handle, 'int32']),
    chatTemplate: library.func('llama_model_chat_template', 'str', [handle, 'str']),
    tokenise: library.func('llama_tokenize', 'int32', [
      handle,
      'uint8 *',
      'int32',
      koffi.out('int32 *'),
      'int32',
      'bool',
      'bool',
    ]),
    pieceOf: library.func('llama_token_to_piece', 'int32', [
      handle,
      'int32',
      koffi.out('uint8 *'),
      'int32',
      'int32',
      'bool',
    ]),
    createBatch: library.func('llama_batch_init', batch, ['int32', 'int32', 'int32']),
    decode: library.func('llama_decode', 'int32', [handle, batch]),
    logitsOf: library.func('llama_get_logits', handle, [handle]),
    memoryOf: library.func('llama_get_memory', handle, [handle]),
    clearMemory: library.func('llama_memory_clear', 'void', [handle, 'bool']),
    removeSequence: library.func('llama_memory_seq_rm', 'bool', [handle, 'int32', 'int32', 'int32']),
    copySequence: library.func('llama_memory_seq_cp', 'void', [handle, 'int32', 'int32', 'int32', 'int32']),
  };
}

/** Memory of the library as a typed array's buffer; valid until the library frees it. */
export function viewMemory(pointer: bigint, bytes: number): ArrayBuffer {
  return koffi.view(pointer, bytes);
}

/** The pointers of an array of pointers. */
export function readPointers(pointer: bigint, count: number): bigint[] {
  return koffi.decode(pointer, 'void *', count) as bigint[];
}

function checkDefaults(file: string, defaults: Parameters): void {
  const wrong = Object.entries(expectedDefaults).find(([key, value]) => defaults[key] !== value);
  if (!wrong) return;
  throw new MissingToolError({
    message: 'This build of llama.cpp has other parameters than the one Soro was written for.',
    file,
    place: `${wrong[0]}: ${String(defaults[wrong[0]])}, expected ${wrong[1]}`,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
}

/** The error of a file that passed validation and is still refused by the library. */
export function refusedModel(file: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'llama.cpp cannot load this model.',
    file,
    remedy: 'Export or quantise the model again.',
  });
}
