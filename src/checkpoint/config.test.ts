import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatConfig, readCheckpointConfig } from './config.ts';
import { gemma3Shapes, parameterCount } from './shapes.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-config-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('readCheckpointConfig', () => {
  it('reads back every released shape', async () => {
    for (const shape of Object.values(gemma3Shapes)) {
      await writeFile(join(folder, 'config.json'), formatConfig(shape, { precision: 'bfloat16' }));
      expect(await readCheckpointConfig(folder)).toEqual({ shape, layout: 'text' });
    }
  });

  it('reads the short multimodal config of 4B, whose heads are defaults', async () => {
    const config = {
      architectures: ['Gemma3ForConditionalGeneration'],
      model_type: 'gemma3',
      text_config: {
        hidden_size: 2560,
        intermediate_size: 10_240,
        model_type: 'gemma3_text',
        num_hidden_layers: 34,
        rope_scaling: { factor: 8, rope_type: 'linear' },
        sliding_window: 1024,
      },
      vision_config: { model_type: 'siglip_vision_model' },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    expect(await readCheckpointConfig(folder)).toEqual({ shape: gemma3Shapes['4b'], layout: 'multimodal' });
  });

  it('reads the position keys of transformers 5', async () => {
    const { rope_theta, rope_scaling, rope_local_base_freq, ...config } = JSON.parse(
      formatConfig(gemma3Shapes['4b'], { precision: 'float32' }),
    ) as Record<string, unknown>;
    expect([rope_theta, rope_scaling, rope_local_base_freq]).toHaveLength(3);
    const rope_parameters = {
      full_attention: { rope_type: 'linear', factor: 8, rope_theta: 1e6 },
      sliding_attention: { rope_type: 'default', rope_theta: 10_000 },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, rope_parameters }));
    expect((await readCheckpointConfig(folder)).shape).toEqual(gemma3Shapes['4b']);
  });
});

describe('parameterCount', () => {
  it('is 268,098,176 for 270M', () => {
    expect(parameterCount(gemma3Shapes['270m'])).toBe(268_098_176);
  });
});
