import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatConfig, readCheckpointConfig } from '../../src/checkpoint/config.ts';
import { assembleEmbeddedModel, importGguf } from '../../src/checkpoint/index.ts';
import { writeSafetensors } from '../../src/checkpoint/safetensors/writer.ts';
import { type Gemma3Size, gemma3Shapes } from '../../src/checkpoint/shapes.ts';
import { seededRandom } from '../../src/core/seeded-random.ts';

/**
 * Writes a checkpoint with the embedded model's tokeniser and chat template but the shape of a released size
 * shrunk to tiny widths and few layers, and random weights, so that a test can train it in seconds.
 */
export async function writeTinyBase(folder: string, size: Gemma3Size = '270m', seed = 1): Promise<void> {
  await importGguf(await assembleEmbeddedModel(), folder, { precision: 'bfloat16' });
  const { vocabularySize } = (await readCheckpointConfig(folder)).shape;
  const shape = {
    ...gemma3Shapes[size],
    vocabularySize,
    hiddenSize: 64,
    intermediateSize: 128,
    // Larger sizes keep a layer of each kind and several heads of keys.
    ...(size === '270m' ? { layers: 2, attentionHeads: 2 } : { layers: 6, attentionHeads: 4 }),
    keyValueHeads: Math.min(2, gemma3Shapes[size].keyValueHeads),
    headDimension: 32,
    queryScale: 32,
    contextLength: 512,
    slidingWindow: 64,
  };
  const { hiddenSize, intermediateSize, attentionHeads, keyValueHeads, headDimension, layers } = shape;
  const layer = (index: number): [string, number[]][] =>
    Object.entries({
      'input_layernorm.weight': [hiddenSize],
      'post_attention_layernorm.weight': [hiddenSize],
      'pre_feedforward_layernorm.weight': [hiddenSize],
      'post_feedforward_layernorm.weight': [hiddenSize],
      'self_attn.q_proj.weight': [attentionHeads * headDimension, hiddenSize],
      'self_attn.k_proj.weight': [keyValueHeads * headDimension, hiddenSize],
      'self_attn.v_proj.weight': [keyValueHeads * headDimension, hiddenSize],
      'self_attn.o_proj.weight': [hiddenSize, attentionHeads * headDimension],
      'self_attn.q_norm.weight': [headDimension],
      'self_attn.k_norm.weight': [headDimension],
      'mlp.gate_proj.weight': [intermediateSize, hiddenSize],
      'mlp.up_proj.weight': [intermediateSize, hiddenSize],
      'mlp.down_proj.weight': [hiddenSize, intermediateSize],
    }).map(([name, dimensions]) => [`model.layers.${index}.${name}`, dimensions]);
  const tensors: [string, number[]][] = [
    ['model.embed_tokens.weight', [vocabularySize, hiddenSize]],
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    ['model.norm.weight', [hiddenSize]],
  ];
  await rm(join(folder, 'model.safetensors'));
  await writeSafetensors(
    join(folder, 'model.safetensors'),
    tensors.map(([name, dimensions], position) => ({
      name,
      format: 'F32',
      dimensions,
      values: () => [randomValues(dimensions, position + seed * 1000)],
    })),
  );
  await writeFile(join(folder, 'config.json'), formatConfig(shape, { precision: 'float32' }));
}

/** Small values from a seeded generator, about the size that a fresh model has. */
function randomValues(dimensions: readonly number[], seed: number): Float32Array {
  const values = new Float32Array(dimensions.reduce((product, length) => product * length, 1));
  const next = seededRandom(seed + 1);
  return values.map(() => (next() - 0.5) * 0.08);
}
