import { keysOf } from '../../core/known.ts';

/**
 * Mixtures that a model file can be quantised to → `LLAMA_FTYPE` of llama.h (llama.cpp v0.5.0). Types
 * that need an importance matrix are left out.
 */
export const modelTypeCodes = {
  f32: 0,
  f16: 1,
  bf16: 32,
  q8_0: 7,
  q6_k: 18,
  q5_k_m: 17,
  q5_k_s: 16,
  q5_1: 9,
  q5_0: 8,
  q4_k_m: 15,
  q4_k_s: 14,
  q4_1: 3,
  q4_0: 2,
  iq4_nl: 25,
} as const;

/** Types of a single tensor → `ggml_type` of ggml.h. */
export const tensorTypeCodes = {
  f32: 0,
  f16: 1,
  bf16: 30,
  q8_0: 8,
  q6_k: 14,
  q5_k: 13,
  q5_1: 7,
  q5_0: 6,
  q4_k: 12,
  q4_1: 3,
  q4_0: 2,
  iq4_nl: 20,
} as const;

/** What a whole model is quantised to. */
export type ModelType = keyof typeof modelTypeCodes;

/** What one tensor is quantised to. */
export type TensorType = keyof typeof tensorTypeCodes;

export const modelTypes = keysOf(modelTypeCodes);
export const tensorTypes = keysOf(tensorTypeCodes);

/**
 * The type of the token embedding when none is asked for: that of the rest, or `undefined` (llama.cpp
 * chooses) for mixtures. llama.cpp alone would keep the embedding at 8 bits, which for a 270M model is
 * a tenth of the file.
 */
export function defaultTokenEmbeddingType(type: ModelType): TensorType | undefined {
  return type in tensorTypeCodes ? (type as TensorType) : undefined;
}
