import { dirname } from 'node:path';
import koffi, { type KoffiFunc, type TypeObject } from 'koffi';
import { MissingToolError } from '../../core/errors.ts';
import { findBeside, findLibllama } from './library-file.ts';
import {
  type BatchParameters,
  batchLayout,
  type CandidateParameters,
  type ContextParameters,
  candidatesLayout,
  contextLayout,
  type Defaults,
  importanceLayout,
  layoutFault,
  type ModelParameters,
  modelLayout,
  overrideLayout,
  type Pointer,
  type QuantiseParameters,
  quantiseLayout,
  tensorLayout,
} from './structures.ts';

/** Every function of libllama and libggml that Soro calls. Types are those of llama.h; a null pointer is `null`. */
export interface Binding {
  readonly file: string;
  readonly version: string;
  readonly defaults: Defaults;
  readonly structures: {
    readonly override: TypeObject;
    readonly importance: TypeObject;
    readonly tensor: TypeObject;
  };

  readonly loadModel: (file: string, parameters: ModelParameters) => Pointer | null;
  readonly freeModel: (model: Pointer) => void;
  readonly metadata: (model: Pointer, key: string, text: Buffer | null, capacity: number) => number;
  readonly embeddingSize: (model: Pointer) => number;
  readonly windowTokens: (model: Pointer) => number;

  readonly vocabularyOf: (model: Pointer) => Pointer;
  readonly vocabularySize: (vocabulary: Pointer) => number;
  readonly beginToken: (vocabulary: Pointer) => number;
  readonly endToken: (vocabulary: Pointer) => number;
  readonly isEndOfGeneration: (vocabulary: Pointer, token: number) => boolean;
  readonly tokenText: (vocabulary: Pointer, token: number) => string;
  readonly tokenise: (
    vocabulary: Pointer,
    text: Uint8Array,
    bytes: number,
    tokens: Int32Array,
    capacity: number,
    addSpecial: boolean,
    parseSpecial: boolean,
  ) => number;
  readonly piece: (
    vocabulary: Pointer,
    token: number,
    text: Uint8Array,
    capacity: number,
    strip: number,
    special: boolean,
  ) => number;

  readonly createContext: (model: Pointer, parameters: ContextParameters) => Pointer | null;
  readonly freeContext: (context: Pointer) => void;
  readonly contextSize: (context: Pointer) => number;
  readonly setThreads: (context: Pointer, threads: number, batchThreads: number) => void;
  readonly decode: KoffiFunc<(context: Pointer, batch: BatchParameters) => number>;
  readonly logits: (context: Pointer) => Pointer;
  readonly embeddings: (context: Pointer) => Pointer;
  readonly memoryOf: (context: Pointer) => Pointer;
  readonly clearMemory: (memory: Pointer, data: boolean) => void;
  readonly removeTokens: (memory: Pointer, sequence: number, from: number, to: number) => boolean;
  readonly copyTokens: (memory: Pointer, source: number, target: number, from: number, to: number) => void;
  readonly firstPosition: (memory: Pointer, sequence: number) => number;
  readonly stateSize: (context: Pointer, sequence: number) => number | bigint;
  readonly readState: (context: Pointer, state: Buffer, size: number, sequence: number) => number | bigint;
  readonly writeState: (context: Pointer, state: Buffer, size: number, sequence: number) => number | bigint;

  readonly createGrammar: (vocabulary: Pointer, text: string, root: string) => Pointer | null;
  readonly acceptToken: (sampler: Pointer, token: number) => void;
  readonly applySampler: (sampler: Pointer, candidates: CandidateParameters) => void;
  readonly freeSampler: (sampler: Pointer) => void;

  readonly quantise: KoffiFunc<(source: string, target: string, parameters: QuantiseParameters) => number>;
  readonly operationName: (operation: number) => string;
}

const pointer = 'void *';
const context = pointer;
const model = pointer;
const vocabulary = pointer;
const memory = pointer;
const sampler = pointer;

let opened: Binding | undefined;

/**
 * libllama in this process, with the arithmetic for this processor: loaded once. A failed assertion inside the library
 * ends the process, so this is only for a child ({@link ModelChild}).
 * @throws MissingToolError when a library is absent or lays out its parameters in another way.
 */
export function openBinding(): Binding {
  opened ??= open(findLibllama());
  return opened;
}

function open(file: string): Binding {
  // Without this no CPU code is loaded: the library has one variant for each family of processors.
  const ggml = koffi.load(findBeside(file, 'ggml'));
  ggml.func('ggml_backend_load_all_from_path', 'void', ['str'])(dirname(file));
  const base = koffi.load(findBeside(file, 'ggml-base'));
  const library = koffi.load(file);
  const func = library.func.bind(library);

  const modelParameters = koffi.struct(modelLayout);
  const contextParameters = koffi.struct(contextLayout);
  const quantiseParameters = koffi.struct(quantiseLayout);
  const batch = koffi.struct(batchLayout);
  const candidates = koffi.struct(candidatesLayout);
  const defaults: Defaults = {
    model: func('llama_model_default_params', modelParameters, [])(),
    context: func('llama_context_default_params', contextParameters, [])(),
    quantise: func('llama_model_quantize_default_params', quantiseParameters, [])(),
  };
  checkLayout(file, defaults, koffi.sizeof(quantiseParameters));
  func('llama_backend_init', 'void', [])();

  return {
    file,
    version: func('llama_version', 'str', [])(),
    defaults,
    structures: {
      override: koffi.struct(overrideLayout),
      importance: koffi.struct(importanceLayout),
      tensor: koffi.struct(tensorLayout),
    },
    loadModel: func('llama_model_load_from_file', pointer, ['str', modelParameters]),
    freeModel: func('llama_model_free', 'void', [model]),
    metadata: func('llama_model_meta_val_str', 'int32', [model, 'str', pointer, 'size_t']),
    embeddingSize: func('llama_model_n_embd', 'int32', [model]),
    windowTokens: func('llama_model_n_swa', 'int32', [model]),
    vocabularyOf: func('llama_model_get_vocab', pointer, [model]),
    vocabularySize: func('llama_vocab_n_tokens', 'int32', [vocabulary]),
    beginToken: func('llama_vocab_bos', 'int32', [vocabulary]),
    endToken: func('llama_vocab_eos', 'int32', [vocabulary]),
    isEndOfGeneration: func('llama_vocab_is_eog', 'bool', [vocabulary, 'int32']),
    tokenText: func('llama_vocab_get_text', 'str', [vocabulary, 'int32']),
    tokenise: func('llama_tokenize', 'int32', [
      vocabulary,
      pointer,
      'int32',
      pointer,
      'int32',
      'bool',
      'bool',
    ]),
    piece: func('llama_token_to_piece', 'int32', [vocabulary, 'int32', pointer, 'int32', 'int32', 'bool']),
    createContext: func('llama_init_from_model', pointer, [model, contextParameters]),
    freeContext: func('llama_free', 'void', [context]),
    contextSize: func('llama_n_ctx_seq', 'uint32', [context]),
    setThreads: func('llama_set_n_threads', 'void', [context, 'int32', 'int32']),
    decode: func('llama_decode', 'int32', [context, batch]),
    logits: func('llama_get_logits', pointer, [context]),
    embeddings: func('llama_get_embeddings', pointer, [context]),
    memoryOf: func('llama_get_memory', pointer, [context]),
    clearMemory: func('llama_memory_clear', 'void', [memory, 'bool']),
    removeTokens: func('llama_memory_seq_rm', 'bool', [memory, 'int32', 'int32', 'int32']),
    copyTokens: func('llama_memory_seq_cp', 'void', [memory, 'int32', 'int32', 'int32', 'int32']),
    firstPosition: func('llama_memory_seq_pos_min', 'int32', [memory, 'int32']),
    stateSize: func('llama_state_seq_get_size', 'size_t', [context, 'int32']),
    readState: func('llama_state_seq_get_data', 'size_t', [context, pointer, 'size_t', 'int32']),
    writeState: func('llama_state_seq_set_data', 'size_t', [context, pointer, 'size_t', 'int32']),
    createGrammar: func('llama_sampler_init_grammar', pointer, [vocabulary, 'str', 'str']),
    acceptToken: func('llama_sampler_accept', 'void', [sampler, 'int32']),
    applySampler: func('llama_sampler_apply', 'void', [sampler, koffi.inout(koffi.pointer(candidates))]),
    freeSampler: func('llama_sampler_free', 'void', [sampler]),
    quantise: func('llama_model_quantize', 'uint32', ['str', 'str', koffi.pointer(quantiseParameters)]),
    operationName: base.func('ggml_op_name', 'str', ['int']),
  };
}

/**
 * Compares the library's defaults with what these layouts must read.
 * @throws MissingToolError naming the first field that differs.
 */
export function checkLayout(file: string, defaults: Defaults, quantiseSizeBytes: number): void {
  const fault = layoutFault(defaults, quantiseSizeBytes);
  if (!fault) return;
  throw new MissingToolError({
    message: 'This build of llama.cpp has other parameters than the one Soro was written for.',
    file,
    place: fault,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
}

/** Version of the llama.cpp in this process; see {@link openBinding} for errors. */
export function llamaVersion(): string {
  return openBinding().version;
}
