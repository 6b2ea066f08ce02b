import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import koffi from 'koffi';
import { MissingToolError } from '../../core/errors.ts';
import { type ContextParameters, layoutFault, type ModelParameters, structures } from './structures.ts';

/** An address inside the library; 0 or null when a call failed. */
export type Pointer = bigint | null;

const address = koffi.pointer('void');

/** Loads libllama and its CPU code, and names every function that is used here. */
function bind(file: string) {
  const folder = dirname(file);
  const ggml = readdirSync(folder).find((name) => /^(lib)?ggml(\.v[\d.]+)?\.(so|dylib|dll)$/u.test(name));
  if (!ggml) {
    throw new MissingToolError({
      message: 'The package with llama.cpp holds no libggml.',
      file: folder,
      remedy: 'Install the version in package-lock.json with `npm ci`.',
    });
  }
  const llama = koffi.load(file);
  // Without this no CPU code is loaded: the library has one variant for each family of processors.
  koffi.load(join(folder, ggml)).func('ggml_backend_load_all_from_path', 'void', ['str'])(folder);
  const func = llama.func.bind(llama);
  return {
    version: func('llama_version', 'str', []),
    modelDefaults: func('llama_model_default_params', structures.model, []),
    contextDefaults: func('llama_context_default_params', structures.context, []),
    loadModel: func('llama_model_load_from_file', address, ['str', structures.model]),
    freeModel: func('llama_model_free', 'void', [address]),
    newContext: func('llama_init_from_model', address, [address, structures.context]),
    freeContext: func('llama_free', 'void', [address]),
    vocabulary: func('llama_model_get_vocab', address, [address]),
    metadata: func('llama_model_meta_val_str', 'int32', [address, 'str', 'void *', 'size_t']),
    embeddingSize: func('llama_model_n_embd', 'int32', [address]),
    window: func('llama_model_n_swa', 'int32', [address]),
    tokenCount: func('llama_vocab_n_tokens', 'int32', [address]),
    isEnd: func('llama_vocab_is_eog', 'bool', [address, 'int32']),
    beginToken: func('llama_vocab_bos', 'int32', [address]),
    tokenText: func('llama_vocab_get_text', 'str', [address, 'int32']),
    endToken: func('llama_vocab_eos', 'int32', [address]),
    tokenise: func('llama_tokenize', 'int32', [
      address,
      'void *',
      'int32',
      'void *',
      'int32',
      'bool',
      'bool',
    ]),
    piece: func('llama_token_to_piece', 'int32', [address, 'int32', 'void *', 'int32', 'int32', 'bool']),
    memory: func('llama_get_memory', address, [address]),
    removeTokens: func('llama_memory_seq_rm', 'bool', [address, 'int32', 'int32', 'int32']),
    firstPosition: func('llama_memory_seq_pos_min', 'int32', [address, 'int32']),
    decode: func('llama_decode', 'int32', [address, structures.batch]),
    logits: func('llama_get_logits', address, [address]),
    embeddings: func('llama_get_embeddings', address, [address]),
    contextSize: func('llama_n_ctx_seq', 'uint32', [address]),
    setThreads: func('llama_set_n_threads', 'void', [address, 'int32', 'int32']),
    stateSize: func('llama_state_seq_get_size', 'size_t', [address, 'int32']),
    readState: func('llama_state_seq_get_data', 'size_t', [address, 'void *', 'size_t', 'int32']),
    writeState: func('llama_state_seq_set_data', 'size_t', [address, 'void *', 'size_t', 'int32']),
    grammar: func('llama_sampler_init_grammar', address, [address, 'str', 'str']),
    accept: func('llama_sampler_accept', 'void', [address, 'int32']),
    apply: func('llama_sampler_apply', 'void', [address, koffi.inout(koffi.pointer(structures.candidates))]),
    freeSampler: func('llama_sampler_free', 'void', [address]),
  };
}

export type Library = ReturnType<typeof bind>;

/**
 * Loads libllama. Call it in a child process only: a failed assertion inside it ends the process.
 * @throws MissingToolError when its structures are not those this was written for.
 */
export function loadLibrary(file: string): Library {
  const library = bind(file);
  const fault = layoutFault(
    library.modelDefaults() as ModelParameters,
    library.contextDefaults() as ContextParameters,
  );
  if (!fault) return library;
  throw new MissingToolError({
    message: 'This build of llama.cpp has other parameters than the one Soro was written for.',
    file,
    place: fault,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
}
