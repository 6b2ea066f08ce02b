import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportGguf, openCheckpointTensors } from '../../checkpoint/index.ts';
import { writeTinyCheckpoint } from '../../checkpoint/tiny-checkpoint.ts';
import { BadInputError, CorruptArtefactError, InterruptedError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { checkWeights } from '../check-weights.ts';
import { exportCompressedTensors } from './export.ts';

let checkpoint: string;
let target: string;
const fp8 = { scheme: { name: 'fp8' } } as const;

beforeEach(async () => {
  checkpoint = await temporaryFolder();
  target = await temporaryFolder();
  await writeTinyCheckpoint(checkpoint, { precision: 'bfloat16' });
});

describe('exportCompressedTensors', () => {
  it('stores matrices of layers as FP8 with a scale a row, and everything else as bfloat16', async () => {
    const result = await exportCompressedTensors(checkpoint, target, fp8);
    const { tensors } = await openCheckpointTensors(target);
    expect(tensors.get('model.layers.0.mlp.up_proj.weight')).toMatchObject({
      format: 'F8_E4M3',
      dimensions: [96, 64],
    });
    expect(tensors.get('model.layers.0.mlp.up_proj.weight_scale')?.dimensions).toEqual([96, 1]);
    for (const name of [
      'model.embed_tokens.weight',
      'model.norm.weight',
      'model.layers.6.self_attn.q_norm.weight',
    ])
      expect(tensors.get(name)?.format).toBe('BF16');
    expect(result).toMatchObject({ quantisedTensors: 49 });
    const config = JSON.parse(await readFile(join(target, 'config.json'), 'utf8'));
    expect(config.quantization_config).toMatchObject({
      quant_method: 'compressed-tensors',
      format: 'float-quantized',
      ignore: ['lm_head'],
    });
  });

  it('packs eight weights of four bits into an int32 and keeps the shape', async () => {
    await exportCompressedTensors(checkpoint, target, { scheme: { name: 'w4a16', groupSize: 32 } });
    const { tensors } = await openCheckpointTensors(target);
    const name = 'model.layers.0.mlp.down_proj.weight';
    expect(tensors.get(`${name}_packed`)).toMatchObject({ format: 'I32', dimensions: [64, 12] });
    expect(tensors.get(`${name}_scale`)).toMatchObject({ format: 'BF16', dimensions: [64, 3] });
    expect(tensors.get(`${name}_shape`)).toMatchObject({ format: 'I64', dimensions: [2] });
  });

  it('names the tensor that cannot be cut into groups', async () => {
    const running = exportCompressedTensors(checkpoint, target, { scheme: { name: 'w4a16', groupSize: 64 } });
    await expect(running).rejects.toThrow(BadInputError);
    await expect(running).rejects.toMatchObject({ place: 'model.layers.0.mlp.down_proj.weight' });
    expect(await readdir(target)).toEqual([]);
  });

  it('names a weight that is no number, its row and column, and leaves nothing', async () => {
    const name = 'model.layers.2.self_attn.v_proj.weight';
    await damage(name, 64 + 5);
    const error = await exportCompressedTensors(checkpoint, target, fp8).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error).toHaveProperty('place', `${name}, row 1, column 5`);
    expect(await readdir(target)).toEqual([]);

    const file = join(target, 'tiny.gguf');
    await exportGguf(checkpoint, file, { type: 'f32' });
    const checking = checkWeights(file, new AbortController().signal);
    await expect(checking).rejects.toMatchObject({ place: 'blk.2.attn_v.weight, row 1, column 5' });
  });

  it('names a tensor of the wrong shape', async () => {
    const config = JSON.parse(await readFile(join(checkpoint, 'config.json'), 'utf8'));
    await writeFile(join(checkpoint, 'config.json'), JSON.stringify({ ...config, intermediate_size: 128 }));
    const running = exportCompressedTensors(checkpoint, target, fp8);
    await expect(running).rejects.toMatchObject({ place: 'model.layers.0.mlp.gate_proj.weight' });
  });

  it('leaves nothing when it is interrupted', async () => {
    const controller = new AbortController();
    const running = exportCompressedTensors(checkpoint, target, {
      ...fp8,
      signal: controller.signal,
      onTensor: (done) => done > 30 && controller.abort(),
    });
    await expect(running).rejects.toThrow(InterruptedError);
    expect(await readdir(target)).toEqual([]);
  });
});

/** Writes NaN over one weight of a bfloat16 checkpoint. */
async function damage(name: string, element: number): Promise<void> {
  const tensor = (await openCheckpointTensors(checkpoint)).tensors.get(name);
  const handle = await open(tensor?.file ?? '', 'r+');
  await handle.write(Uint8Array.of(0xc0, 0x7f), 0, 2, (tensor?.offsetBytes ?? 0) + element * 2);
  await handle.close();
}
