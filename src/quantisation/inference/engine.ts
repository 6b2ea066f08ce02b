import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import koffi, { type TypeObject } from 'koffi';
import { CorruptArtefactError, MachineError, MissingToolError } from '../../core/errors.ts';
import { findLibllama } from '../../core/llama-library.ts';
import * as layouts from './layouts.ts';

/** A pointer as koffi hands it on. */
export type Pointer = bigint;

type NativeFunction = (...parameters: unknown[]) => unknown;

/** The functions of libllama and libggml that this folder calls. */
export interface Engine {
  readonly call: Readonly<Record<FunctionName, NativeFunction>>;
  readonly modelDefaults: Readonly<Record<string, unknown>>;
  readonly contextDefaults: Readonly<Record<string, unknown>>;
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

/**
 * Loads libllama and its CPU backends. A failed assertion inside ends the process: only for a child.
 * @throws MissingToolError when the library is absent or its structures are not the known ones.
 */
export function loadEngine(file: string = findLibllama()): Engine {
  const folder = dirname(file);
  const find = (pattern: RegExp) => {
    const name = readdirSync(folder).find((candidate) => pattern.test(candidate));
    if (name) return join(folder, name);
    throw new MissingToolError({
      message: 'The package with llama.cpp lacks a library.',
      file: folder,
      place: String(pattern),
      remedy: 'Install the version in package-lock.json with `npm ci`.',
    });
  };
  const base = koffi.load(find(/^(lib)?ggml-base(\.v[\d.]+)?\.(so|dylib|dll)$/));
  const ggml = koffi.load(find(/^(lib)?ggml(\.v[\d.]+)?\.(so|dylib|dll)$/));
  ggml.func('ggml_backend_load_all_from_path', 'void', ['str'])(folder);
  const llama = koffi.load(file);

  const modelParameters = koffi.struct(layouts.modelParameters);
  const contextParameters = koffi.struct(layouts.contextParameters);
  const batch = koffi.struct(layouts.batch);
  const tensor = koffi.struct(layouts.tensor);
  const callback = koffi.proto('bool', ['void *', 'bool', 'void *']);
  const modelDefaults = llama.func('llama_model_default_params', modelParameters, [])() as Defaults;
  const contextDefaults = llama.func('llama_context_default_params', contextParameters, [])() as Defaults;
  checkDefaults(file, contextDefaults);
  llama.func('llama_backend_init', 'void', [])();

  return {
    modelDefaults,
    contextDefaults,
    tensor,
    evaluationCallback: (own) => koffi.register(own, koffi.pointer(callback)),
    call: {
      loadModel: llama.func('llama_model_load_from_file', 'void *', ['str', modelParameters]),
      createContext: llama.func('llama_init_from_model', 'void *', ['void *', contextParameters]),
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
      createBatch: llama.func('llama_batch_init', batch, ['int32', 'int32', 'int32']),
      decode: llama.func('llama_decode', 'int32', ['void *', batch]),
      logits: llama.func('llama_get_logits', 'void *', ['void *']),
      operationName: base.func('ggml_op_name', 'str', ['int']),
    },
  };
}

type Defaults = Record<string, unknown>;

function checkDefaults(file: string, defaults: Defaults): void {
  const wrong = Object.entries(layouts.expectedContextDefaults).find(
    ([key, value]) => Number(defaults[key]) !== value,
  );
  if (!wrong) return;
  throw new MissingToolError({
    message: 'This build of llama.cpp has other context parameters than the one Soro was written for.',
    file,
    place: `${wrong[0]}: ${String(defaults[wrong[0]])}, expected ${wrong[1]}`,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
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
