import koffi, { type TypeObject } from 'koffi';
import { CorruptArtefactError, MachineError } from '../../core/errors.ts';
import { findBeside, findLibllama } from '../../core/llama-library.ts';
import type { ContextParameters, ModelParameters } from '../../core/llama-structures.ts';
import { openLlama } from '../../core/open-llama.ts';

/** A pointer as koffi hands it on. */
export type Pointer = bigint;

type NativeFunction = (...parameters: unknown[]) => unknown;

/** The functions of libllama and libggml that this folder calls. */
export interface Engine {
  readonly call: Readonly<Record<FunctionName, NativeFunction>>;
  readonly modelDefaults: ModelParameters;
  readonly contextDefaults: ContextParameters;
  readonly tensor: TypeObject;
  /** Makes a function callable as `ggml_backend_sched_eval_callback`; never freed: one a process. */
  evaluationCallback(callback: (tensor: Pointer, ask: boolean) => boolean): Pointer;
}

type FunctionName =
  | 'loadModel'
  | 'createContext'
  | 'freeContext'
  | 'freeModel'
  | 'vocabulary'
  | 'vocabularySize'
  | 'beginToken'
  | 'tokenise'
  | 'memory'
  | 'clearMemory'
  | 'createBatch'
  | 'decode'
  | 'logits'
  | 'operationName';

/** `ggml_tensor`, up to what is read of it. */
const tensorLayout = {
  type: 'int',
  buffer: 'void *',
  ne: 'int64[4]',
  nb: 'size_t[4]',
  op: 'int',
  op_params: 'int32[16]',
  flags: 'int32',
  src: 'void *[10]',
  view_src: 'void *',
  view_offs: 'size_t',
  data: 'void *',
  name: 'char[64]',
  extra: 'void *',
  padding: 'uint8[8]',
} as const;

/**
 * Loads libllama and its CPU backends. A failed assertion inside ends the process: only for a child.
 * @throws MissingToolError when the library is absent or its structures are not the known ones.
 */
export function loadEngine(file: string = findLibllama()): Engine {
  const { library: llama, structures, modelDefaults, contextDefaults } = openLlama(file);
  const base = koffi.load(findBeside(file, 'ggml-base'));
  const tensor = koffi.struct(tensorLayout);
  const callback = koffi.proto('bool', ['void *', 'bool', 'void *']);
  return {
    modelDefaults,
    contextDefaults,
    tensor,
    evaluationCallback: (own) => koffi.register(own, koffi.pointer(callback)),
    call: {
      loadModel: llama.func('llama_model_load_from_file', 'void *', ['str', structures.model]),
      createContext: llama.func('llama_init_from_model', 'void *', ['void *', structures.context]),
      freeContext: llama.func('llama_free', 'void', ['void *']),
      freeModel: llama.func('llama_model_free', 'void', ['void *']),
      vocabulary: llama.func('llama_model_get_vocab', 'void *', ['void *']),
      vocabularySize: llama.func('llama_vocab_n_tokens', 'int32', ['void *']),
      beginToken: llama.func('llama_vocab_bos', 'int32', ['void *']),
      tokenise: llama.func('llama_tokenize', 'int32', [
        'void *',
        'uint8 *',
        'int32',
        'int32 *',
        'int32',
        'bool',
        'bool',
      ]),
      memory: llama.func('llama_get_memory', 'void *', ['void *']),
      clearMemory: llama.func('llama_memory_clear', 'void', ['void *', 'bool']),
      createBatch: llama.func('llama_batch_init', structures.batch, ['int32', 'int32', 'int32']),
      decode: llama.func('llama_decode', 'int32', ['void *', structures.batch]),
      logits: llama.func('llama_get_logits', 'void *', ['void *']),
      operationName: base.func('ggml_op_name', 'str', ['int']),
    },
  };
}

/** The error for a model that the library would not load, or had no memory for. */
export function cannotLoad(file: string, what: 'model' | 'context'): Error {
  if (what === 'context') {
    return new MachineError({
      message: 'llama.cpp could not set up a context for this model; most often the memory is full.',
      file,
      remedy: 'Close other programs, or lower contextTokens.',
    });
  }
  return new CorruptArtefactError({
    message: 'llama.cpp cannot load this model.',
    file,
    remedy: 'Quantise it again from its checkpoint.',
  });
}
