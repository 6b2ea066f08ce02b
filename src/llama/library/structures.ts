// Structures of llama.h and ggml.h (llama.cpp v0.5.0). Pointers are opaque, so their types do not matter.

/** `llama_model_params`. */
export const modelLayout = {
  devices: 'void *',
  tensor_buft_overrides: 'void *',
  n_gpu_layers: 'int32',
  split_mode: 'int32',
  load_mode: 'int32',
  lazy_mode: 'int32',
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

/** `llama_context_params`. */
export const contextLayout = {
  n_ctx: 'uint32',
  n_batch: 'uint32',
  n_ubatch: 'uint32',
  n_seq_max: 'uint32',
  n_rs_seq: 'uint32',
  n_outputs_max: 'uint32',
  n_outputs_max_per_seq: 'uint32',
  n_threads: 'int32',
  n_threads_batch: 'int32',
  ctx_type: 'int32',
  rope_scaling_type: 'int32',
  pooling_type: 'int32',
  attention_type: 'int32',
  flash_attn_type: 'int32',
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
  type_k: 'int32',
  type_v: 'int32',
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

/** `llama_batch`: one row a token. */
export const batchLayout = {
  n_tokens: 'int32',
  token: 'void *',
  embd: 'void *',
  pos: 'void *',
  n_seq_id: 'void *',
  seq_id: 'void *',
  logits: 'void *',
} as const;

/** `llama_model_quantize_params`: 64 bytes on 64-bit machines. */
export const quantiseLayout = {
  nthread: 'int32',
  ftype: 'int32',
  output_tensor_type: 'int32',
  token_embedding_type: 'int32',
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

/** `llama_token_data_array`, whose rows are (int32 id, float logit, float probability). */
export const candidatesLayout = {
  data: 'void *',
  size: 'size_t',
  selected: 'int64',
  sorted: 'bool',
} as const;

/** `llama_model_tensor_override` and `llama_model_imatrix_data`; lists of them end with an empty one. */
export const overrideLayout = { pattern: 'char *', type: 'int' } as const;
export const importanceLayout = { name: 'char *', data: 'void *', size: 'size_t' } as const;

/** `ggml_tensor`. */
export const tensorLayout = {
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

/** An address inside the library. */
export type Pointer = bigint;

type Values<Layout extends Record<string, string>> = {
  [Key in keyof Layout]: Layout[Key] extends 'bool'
    ? boolean
    : Layout[Key] extends 'void *'
      ? Pointer | null
      : number;
};

export type ModelParameters = Values<typeof modelLayout>;
export type ContextParameters = Values<typeof contextLayout>;
export type QuantiseParameters = Values<typeof quantiseLayout>;
export type BatchParameters = Values<typeof batchLayout>;
export type CandidateParameters = Values<typeof candidatesLayout>;

/** The library's own defaults, as they read through these layouts. */
export interface Defaults {
  readonly model: ModelParameters;
  readonly context: ContextParameters;
  readonly quantise: QuantiseParameters;
}

type Expected = { readonly [Part in keyof Defaults]: Partial<Defaults[Part]> };

/** What {@link Defaults} must be on a 64-bit machine. */
const expected: Expected = {
  model: { n_gpu_layers: -1, split_mode: 1, main_gpu: 0, vocab_only: false, use_extra_bufts: true },
  context: {
    n_ctx: 512,
    n_batch: 2048,
    n_ubatch: 512,
    n_seq_max: 1,
    rope_scaling_type: -1,
    pooling_type: -1,
    attention_type: -1,
    flash_attn_type: -1,
    yarn_beta_fast: -1,
    yarn_ext_factor: -1,
    defrag_thold: -1,
    type_k: 1,
    type_v: 1,
    offload_kqv: true,
    swa_full: true,
    kv_unified: false,
    n_samplers: 0,
  },
  quantise: { ftype: 7, output_tensor_type: 43, token_embedding_type: 43, max_buf_size: 8 * 2 ** 30 },
};

const quantiseBytes = 64;

/** The first field of the library's defaults that does not read as it must; undefined when all do. */
export function layoutFault(defaults: Defaults, quantiseSizeBytes: number): string | undefined {
  for (const [part, fields] of Object.entries(expected)) {
    const found = new Map<string, unknown>(Object.entries(defaults[part as keyof Defaults]));
    for (const [key, value] of Object.entries(fields)) {
      const read = found.get(key);
      // Numbers of 64 bits come as BigInt.
      if ((typeof read === 'bigint' ? Number(read) : read) !== value)
        return `${key}: ${read}, expected ${value}`;
    }
  }
  return quantiseSizeBytes === quantiseBytes
    ? undefined
    : `llama_model_quantize_params: ${quantiseSizeBytes} bytes, expected ${quantiseBytes}`;
}
