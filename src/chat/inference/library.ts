import koffi from 'koffi';
import { openLlama } from '../../core/open-llama.ts';

/** An address inside the library; 0 or null when a call failed. */
export type Pointer = bigint | null;

const address = koffi.pointer('void');

/** `llama_token_data_array`, whose rows are (int32 id, float logit, float probability). */
const candidatesLayout = {
  data: 'void *',
  size: 'size_t',
  selected: 'int64',
  sorted: 'bool',
} as const;

/**
 * Loads libllama and names every function that is used here; see {@link openLlama}, which says what it throws and why
 * it has to be called in a child process.
 */
export function loadLibrary(file: string) {
  const { library, version, structures, modelDefaults, contextDefaults } = openLlama(file);
  const candidates = koffi.struct(candidatesLayout);
  const func = library.func.bind(library);
  return {
    version,
    modelDefaults,
    contextDefaults,
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
    apply: func('llama_sampler_apply', 'void', [address, koffi.inout(koffi.pointer(candidates))]),
    freeSampler: func('llama_sampler_free', 'void', [address]),
  };
}

export type Library = ReturnType<typeof loadLibrary>;
