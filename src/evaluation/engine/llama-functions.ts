import koffi from 'koffi';
import { CorruptArtefactError } from '../../core/errors.ts';
import type { ContextParameters, ModelParameters } from '../../core/llama-structures.ts';
import { openLlama } from '../../core/open-llama.ts';

type Handle = bigint;

/** The functions of libllama that evaluation calls; handles are opaque. */
export interface LlamaFunctions {
  readonly version: string;
  readonly modelDefaults: ModelParameters;
  readonly contextDefaults: ContextParameters;
  readonly loadModel: (file: string, parameters: ModelParameters) => Handle | null;
  readonly createContext: (model: Handle, parameters: ContextParameters) => Handle | null;
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

/** Loads libllama and names the functions; see {@link openLlama}: only in a child process. @throws MissingToolError */
export function loadLlamaFunctions(): LlamaFunctions {
  const { library, version, structures, modelDefaults, contextDefaults } = openLlama();
  const { model, context, batch } = structures;
  const handle = 'void *';
  return {
    version,
    modelDefaults,
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

/** The error of a file that passed validation and is still refused by the library. */
export function refusedModel(file: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'llama.cpp cannot load this model.',
    file,
    remedy: 'Export or quantise the model again.',
  });
}
