/** Structures of llama.h (llama.cpp v0.5.0). Pointers stay null, so their types do not matter. */

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

type Values<Layout extends Record<string, string>> = {
  [Key in keyof Layout]: Layout[Key] extends 'bool'
    ? boolean
    : Layout[Key] extends 'void *'
      ? bigint | null
      : number;
};

export type ModelParameters = Values<typeof modelLayout>;
export type ContextParameters = Values<typeof contextLayout>;
export type Batch = Values<typeof batchLayout>;

/** What the library's own defaults must read as through these layouts, and the sizes of 64-bit machines. */
const expected: {
  readonly model: Partial<ModelParameters>;
  readonly context: Partial<ContextParameters>;
} = {
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
};

/** The first field of the library's defaults that differs from what this layout must read; undefined if none. */
export function layoutFault(model: ModelParameters, context: ContextParameters): string | undefined {
  const faults = [
    ...Object.entries(expected.model).map(([key, value]) => [
      key,
      value,
      model[key as keyof ModelParameters],
    ]),
    ...Object.entries(expected.context).map(([key, value]) => [
      key,
      value,
      context[key as keyof ContextParameters],
    ]),
  ];
  const wrong = faults.find(
    ([, value, found]) => (typeof found === 'boolean' ? found : Number(found)) !== value,
  );
  return wrong && `${wrong[0]}: ${wrong[2]}, expected ${wrong[1]}`;
}
