import { join } from 'node:path';
import { z } from 'zod';
import { BadInputError } from '../core/errors.ts';
import { readText } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { type Gemma3Shape, gemma3Shapes, impliedQueryScale, layerPattern, localRopeBase } from './shapes.ts';

const size = z.int().positive();
const absent = z.null().optional();

const scalingSchema = z.looseObject({
  rope_type: z.enum(['linear', 'default']),
  factor: z.number().positive().optional(),
});

const ropeSchema = z.looseObject({
  rope_type: z.enum(['linear', 'default']).default('default'),
  rope_theta: z.number().positive().optional(),
  factor: z.number().positive().optional(),
});

/**
 * The text part of a Gemma 3 `config.json`. Loose on purpose: transformers adds keys in every version.
 * What would change the computation is listed, and refused when it is not what Gemma 3 does.
 */
const textConfigSchema = z.looseObject({
  model_type: z.literal('gemma3_text'),
  vocab_size: size.optional(),
  hidden_size: size,
  intermediate_size: size,
  num_hidden_layers: size,
  // The defaults of transformers' Gemma3TextConfig: the 4B checkpoint on the hub leaves these out.
  num_attention_heads: size.default(8),
  num_key_value_heads: size.default(4),
  head_dim: size.default(256),
  max_position_embeddings: size.default(131_072),
  sliding_window: size.default(4096),
  query_pre_attn_scalar: z.number().positive().default(256),
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().optional(),
  rope_local_base_freq: z.literal(localRopeBase).optional(),
  rope_scaling: scalingSchema.nullable().optional(),
  rope_parameters: z
    .looseObject({
      full_attention: ropeSchema.optional(),
      sliding_attention: ropeSchema
        .extend({
          rope_type: z.literal('default').default('default'),
          rope_theta: z.literal(localRopeBase).optional(),
        })
        .optional(),
    })
    .nullable()
    .optional(),
  sliding_window_pattern: z.literal(layerPattern).optional(),
  _sliding_window_pattern: z.literal(layerPattern).optional(),
  layer_types: z
    .array(z.enum(['sliding_attention', 'full_attention']))
    .nullable()
    .optional(),
  hidden_activation: z.literal('gelu_pytorch_tanh').optional(),
  attention_bias: z.literal(false).optional(),
  attn_logit_softcapping: absent,
  final_logit_softcapping: absent,
  use_bidirectional_attention: z.literal(false).nullable().optional(),
  tie_word_embeddings: z.literal(true).optional(),
});

const configSchema = z.discriminatedUnion('model_type', [
  textConfigSchema,
  z.looseObject({
    model_type: z.literal('gemma3'),
    text_config: textConfigSchema,
    tie_word_embeddings: z.literal(true).optional(),
  }),
]);

type TextConfig = z.infer<typeof textConfigSchema>;

/** What `config.json` says about a checkpoint. */
export interface CheckpointConfig {
  readonly shape: Gemma3Shape;
  /** `multimodal`: text under `text_config`, tensors under a prefix, a vision tower beside them. */
  readonly layout: 'text' | 'multimodal';
}

/**
 * Reads `config.json` of a Hugging Face checkpoint folder, text-only or multimodal.
 * @throws BadInputError when it is absent, not Gemma 3, or computes something else than Gemma 3.
 */
export async function readCheckpointConfig(directory: string): Promise<CheckpointConfig> {
  const file = join(directory, 'config.json');
  const source = {
    file,
    remedy: 'Use a Gemma 3 checkpoint (270M, 1B, 4B, 12B or 27B) as its makers wrote it.',
  };
  const config = parseWith(configSchema, parseJson(await readText(file), source), source);
  return config.model_type === 'gemma3'
    ? { shape: shapeOf(config.text_config, file), layout: 'multimodal' }
    : { shape: shapeOf(config, file), layout: 'text' };
}

function shapeOf(config: TextConfig, file: string): Gemma3Shape {
  const global = config.rope_parameters?.full_attention;
  const scaling = global?.factor === undefined ? config.rope_scaling : global;
  const shape: Gemma3Shape = {
    vocabularySize: config.vocab_size ?? gemma3Shapes['4b'].vocabularySize,
    hiddenSize: config.hidden_size,
    intermediateSize: config.intermediate_size,
    layers: config.num_hidden_layers,
    attentionHeads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    headDimension: config.head_dim,
    contextLength: config.max_position_embeddings,
    slidingWindow: config.sliding_window,
    queryScale: config.query_pre_attn_scalar,
    ropeBase: global?.rope_theta ?? config.rope_theta ?? gemma3Shapes['270m'].ropeBase,
    ropeScalingFactor: scaling?.rope_type === 'linear' ? (scaling.factor ?? 1) : 1,
    normEpsilon: config.rms_norm_eps,
  };
  for (const [layer, type] of (config.layer_types ?? []).entries()) {
    if (type !== layerTypes(shape)[layer])
      throw unusual(file, 'layer_types', 'Layers must be five local, one global.');
  }
  if (impliedQueryScale(shape) !== shape.queryScale) {
    throw unusual(
      file,
      'query_pre_attn_scalar',
      `It is ${shape.queryScale}; llama.cpp computes with ${impliedQueryScale(shape)} for this shape.`,
    );
  }
  return shape;
}

/** `config.json` of a text-only checkpoint, in the keys that every version of transformers reads. */
export function formatConfig(
  shape: Gemma3Shape,
  options: { readonly precision: 'float32' | 'bfloat16' },
): string {
  const { ropeScalingFactor } = shape;
  const config = {
    architectures: ['Gemma3ForCausalLM'],
    model_type: 'gemma3_text',
    attention_bias: false,
    attention_dropout: 0,
    attn_logit_softcapping: null,
    bos_token_id: 2,
    eos_token_id: 1,
    final_logit_softcapping: null,
    head_dim: shape.headDimension,
    hidden_activation: 'gelu_pytorch_tanh',
    hidden_size: shape.hiddenSize,
    initializer_range: 0.02,
    intermediate_size: shape.intermediateSize,
    layer_types: layerTypes(shape),
    max_position_embeddings: shape.contextLength,
    num_attention_heads: shape.attentionHeads,
    num_hidden_layers: shape.layers,
    num_key_value_heads: shape.keyValueHeads,
    pad_token_id: 0,
    query_pre_attn_scalar: shape.queryScale,
    rms_norm_eps: shape.normEpsilon,
    rope_local_base_freq: localRopeBase,
    rope_scaling: ropeScalingFactor === 1 ? null : { rope_type: 'linear', factor: ropeScalingFactor },
    rope_theta: shape.ropeBase,
    sliding_window: shape.slidingWindow,
    sliding_window_pattern: layerPattern,
    tie_word_embeddings: true,
    torch_dtype: options.precision,
    // The version whose keys these are; without it transformers warns of a fault in Mistral tokenisers.
    transformers_version: '4.50.0',
    use_cache: true,
    vocab_size: shape.vocabularySize,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function layerTypes(shape: Gemma3Shape): string[] {
  return Array.from({ length: shape.layers }, (_, layer) =>
    (layer + 1) % layerPattern === 0 ? 'full_attention' : 'sliding_attention',
  );
}

function unusual(file: string, place: string, message: string): BadInputError {
  return new BadInputError({
    message,
    file,
    place,
    remedy: 'Use the architecture of a released Gemma 3 size; only the vocabulary may differ.',
  });
}
