/** The architecture numbers of a Gemma 3 text model; everything else about it is the same at every size. */
export interface Gemma3Shape {
  /** Rows of the embedding. */
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly attentionHeads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  /** Longest input, in tokens. */
  readonly contextLength: number;
  /** What a local layer sees, in tokens. */
  readonly slidingWindow: number;
  /** Attention scores are divided by the square root of this. */
  readonly queryScale: number;
  /** Base of the rotary positions in global layers; local layers use {@link localRopeBase}. */
  readonly ropeBase: number;
  /** Positions of global layers are divided by this (1: not scaled). */
  readonly ropeScalingFactor: number;
  readonly normEpsilon: number;
}

/** Base of the rotary positions in local layers, the same at every size. */
export const localRopeBase = 10_000;

/** Every sixth layer is global, the others are local; the same at every size. */
export const layerPattern = 6;

const common = { normEpsilon: 1e-6, ropeBase: 1_000_000 } as const;
const small = { ...common, contextLength: 32_768, slidingWindow: 512, ropeScalingFactor: 1 } as const;
const large = { ...common, contextLength: 131_072, slidingWindow: 1024, ropeScalingFactor: 8 } as const;

/** The released sizes (text part), as in their `config.json` on the hub. */
export const gemma3Shapes = {
  '270m': {
    ...small,
    vocabularySize: 262_144,
    hiddenSize: 640,
    intermediateSize: 2048,
    layers: 18,
    attentionHeads: 4,
    keyValueHeads: 1,
    headDimension: 256,
    queryScale: 256,
  },
  '1b': {
    ...small,
    vocabularySize: 262_144,
    hiddenSize: 1152,
    intermediateSize: 6912,
    layers: 26,
    attentionHeads: 4,
    keyValueHeads: 1,
    headDimension: 256,
    queryScale: 256,
  },
  '4b': {
    ...large,
    vocabularySize: 262_208,
    hiddenSize: 2560,
    intermediateSize: 10_240,
    layers: 34,
    attentionHeads: 8,
    keyValueHeads: 4,
    headDimension: 256,
    queryScale: 256,
  },
  '12b': {
    ...large,
    vocabularySize: 262_208,
    hiddenSize: 3840,
    intermediateSize: 15_360,
    layers: 48,
    attentionHeads: 16,
    keyValueHeads: 8,
    headDimension: 256,
    queryScale: 256,
  },
  '27b': {
    ...large,
    vocabularySize: 262_208,
    hiddenSize: 5376,
    intermediateSize: 21_504,
    layers: 62,
    attentionHeads: 32,
    keyValueHeads: 16,
    headDimension: 128,
    queryScale: 168,
  },
} as const satisfies Record<string, Gemma3Shape>;

export type Gemma3Size = keyof typeof gemma3Shapes;

/** The released size that a shape belongs to (its vocabulary may have been changed), if any. */
export function sizeOfShape(
  shape: Pick<Gemma3Shape, 'hiddenSize' | 'layers' | 'intermediateSize'>,
): Gemma3Size | undefined {
  const found = Object.entries(gemma3Shapes).find(
    ([, known]) =>
      known.hiddenSize === shape.hiddenSize &&
      known.layers === shape.layers &&
      known.intermediateSize === shape.intermediateSize,
  );
  return found?.[0] as Gemma3Size | undefined;
}

/** The scale llama.cpp uses: by head dimension, but by hidden size in a model of 62 layers (27B). */
export function impliedQueryScale(
  shape: Pick<Gemma3Shape, 'hiddenSize' | 'layers' | 'attentionHeads' | 'headDimension'>,
): number {
  return shape.layers === gemma3Shapes['27b'].layers
    ? shape.hiddenSize / shape.attentionHeads
    : shape.headDimension;
}

/** Number of weights of a shape, the tied output not counted twice. */
export function parameterCount(shape: Gemma3Shape): number {
  return modelTensors(shape).reduce(
    (sum, { dimensions }) => sum + dimensions.reduce((product, size) => product * size, 1),
    0,
  );
}

/** One tensor of a Gemma 3 text model under its two names. */
export interface ModelTensor {
  /** As in transformers' `Gemma3ForCausalLM`. */
  readonly checkpointName: string;
  /** As in llama.cpp. */
  readonly ggufName: string;
  /** Rows first, as in safetensors; GGUF states them in reverse. */
  readonly dimensions: readonly number[];
  /** GGUF holds norm weights with 1.0 added. */
  readonly isNorm: boolean;
}

/** Every tensor of the model, embedding first, then layer by layer, then the last norm. */
export function modelTensors(shape: Gemma3Shape): ModelTensor[] {
  const { hiddenSize, intermediateSize, headDimension } = shape;
  const queryWidth = shape.attentionHeads * headDimension;
  const keyWidth = shape.keyValueHeads * headDimension;
  const layerTensors: readonly (readonly [checkpoint: string, gguf: string, ...dimensions: number[]])[] = [
    ['input_layernorm', 'attn_norm', hiddenSize],
    ['self_attn.q_proj', 'attn_q', queryWidth, hiddenSize],
    ['self_attn.k_proj', 'attn_k', keyWidth, hiddenSize],
    ['self_attn.v_proj', 'attn_v', keyWidth, hiddenSize],
    ['self_attn.o_proj', 'attn_output', hiddenSize, queryWidth],
    ['self_attn.q_norm', 'attn_q_norm', headDimension],
    ['self_attn.k_norm', 'attn_k_norm', headDimension],
    ['post_attention_layernorm', 'post_attention_norm', hiddenSize],
    ['pre_feedforward_layernorm', 'ffn_norm', hiddenSize],
    ['mlp.gate_proj', 'ffn_gate', intermediateSize, hiddenSize],
    ['mlp.up_proj', 'ffn_up', intermediateSize, hiddenSize],
    ['mlp.down_proj', 'ffn_down', hiddenSize, intermediateSize],
    ['post_feedforward_layernorm', 'post_ffw_norm', hiddenSize],
  ];
  const tensor = (checkpoint: string, gguf: string, dimensions: readonly number[]): ModelTensor => ({
    checkpointName: `${checkpoint}.weight`,
    ggufName: `${gguf}.weight`,
    dimensions,
    isNorm: dimensions.length === 1,
  });
  return [
    tensor('model.embed_tokens', 'token_embd', [shape.vocabularySize, hiddenSize]),
    ...Array.from({ length: shape.layers }, (_, layer) =>
      layerTensors.map(([checkpoint, gguf, ...dimensions]) =>
        tensor(`model.layers.${layer}.${checkpoint}`, `blk.${layer}.${gguf}`, dimensions),
      ),
    ).flat(),
    tensor('model.norm', 'output_norm', [hiddenSize]),
  ];
}
