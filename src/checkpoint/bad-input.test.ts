import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadInputError, CorruptArtefactError, type SoroError } from '../core/errors.ts';
import { readCheckpointConfig } from './config.ts';
import { exportGguf } from './gguf/export-gguf.ts';
import { type GgufFile, openGguf } from './gguf/file.ts';
import { ggmlTypeById } from './gguf/ggml-types.ts';
import { type GgufValue, ggufValue } from './gguf/metadata.ts';
import { validateModelFile } from './gguf/validate-gguf.ts';
import { type GgufTensorSource, writeGguf } from './gguf/writer.ts';
import { openCheckpointTensors } from './safetensors/reader.ts';
import { writeTinyCheckpoint, writeTinyGguf } from './tiny-checkpoint.ts';

let folder = '';
let model = '';
let gguf: GgufFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-bad-'));
  model = await writeTinyGguf(folder);
  gguf = await openGguf(model);
});
afterAll(async () => {
  await gguf.close();
  await rm(folder, { recursive: true, force: true });
});

async function failure(work: Promise<unknown>): Promise<SoroError> {
  return work.then(
    () => expect.fail('Nothing was thrown.'),
    (error: unknown) => error as SoroError,
  );
}

/** Writes the tiny model again with something changed. */
async function changedModel(change: {
  readonly metadata?: (metadata: Map<string, GgufValue>) => void;
  readonly tensors?: (tensors: GgufTensorSource[]) => GgufTensorSource[];
}): Promise<string> {
  const metadata = new Map(gguf.header.metadata);
  change.metadata?.(metadata);
  const tensors = [...gguf.tensors.values()].map((tensor) => ({
    ...tensor,
    bytes: () => gguf.readBytes(tensor.name),
  }));
  const file = join(folder, 'changed.gguf');
  await writeGguf(file, { metadata, tensors: change.tensors?.(tensors) ?? tensors });
  return file;
}

const neededKeys = [
  'general.architecture',
  'gemma3.context_length',
  'gemma3.embedding_length',
  'gemma3.block_count',
  'gemma3.feed_forward_length',
  'gemma3.attention.head_count',
  'gemma3.attention.head_count_kv',
  'gemma3.attention.layer_norm_rms_epsilon',
  'gemma3.attention.key_length',
  'gemma3.attention.value_length',
  'gemma3.attention.sliding_window',
  'gemma3.rope.freq_base',
  'tokenizer.ggml.model',
  'tokenizer.ggml.tokens',
  'tokenizer.ggml.scores',
  'tokenizer.ggml.token_type',
  'tokenizer.ggml.bos_token_id',
  'tokenizer.ggml.eos_token_id',
  'tokenizer.ggml.add_space_prefix',
];

describe('validateModelFile', () => {
  it('accepts the tiny model and says what it is', async () => {
    expect(await validateModelFile(model)).toMatchObject({
      name: 'tiny',
      vocabularySize: 277,
      hasChatTemplate: true,
      bitsPerWeight: 32,
      tensorTypes: { F32: 93 },
    });
  });

  it.each(neededKeys)('refuses a model without %s and names the key', async (key) => {
    const file = await changedModel({ metadata: (metadata) => metadata.delete(key) });
    const error = await failure(validateModelFile(file));
    expect(error).toBeInstanceOf(BadInputError);
    expect(error).toMatchObject({ file, place: key });
  });

  it('refuses a space before every text, which Gemma 3 does not have', async () => {
    const key = 'tokenizer.ggml.add_space_prefix';
    const file = await changedModel({ metadata: (metadata) => metadata.set(key, ggufValue.bool(true)) });
    expect(await failure(validateModelFile(file))).toMatchObject({ place: key });
  });

  it('refuses another architecture', async () => {
    const file = await changedModel({
      metadata: (metadata) => metadata.set('general.architecture', ggufValue.text('llama')),
    });
    expect((await failure(validateModelFile(file))).message).toContain('llama');
  });

  it('refuses a tensor of the wrong size', async () => {
    const name = 'blk.3.ffn_up.weight';
    const file = await changedModel({
      tensors: (tensors) =>
        tensors.map((tensor) =>
          tensor.name === name
            ? { ...tensor, dimensions: [48, 64], bytes: () => [new Uint8Array(48 * 64 * 4)] }
            : tensor,
        ),
    });
    const error = await failure(validateModelFile(file));
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error).toMatchObject({ file, place: name });
    expect(error.message).toContain('48 × 64');
  });

  it('refuses a missing tensor and a foreign one', async () => {
    const missing = await changedModel({ tensors: (tensors) => tensors.slice(1) });
    expect(await failure(validateModelFile(missing))).toMatchObject({ place: 'token_embd.weight' });
    const foreign = await changedModel({
      tensors: (tensors) =>
        tensors
          .map((tensor, index) => (index === 1 ? { ...tensor, name: 'x' } : tensor))
          .concat(tensors.slice(1, 2)),
    });
    expect(await failure(validateModelFile(foreign))).toMatchObject({ place: 'x' });
  });

  it('accepts every type that llama.cpp quantises to, and refuses rows that are no whole blocks', async () => {
    const quantised = (typeId: number) =>
      changedModel({
        tensors: (tensors) =>
          tensors.map((tensor) => {
            const type = ggmlTypeById(typeId);
            if (!type || tensor.name !== 'blk.0.ffn_up.weight') return tensor;
            const sizeBytes = ((96 * 64) / type.blockElements) * type.blockBytes;
            return { ...tensor, type, bytes: () => [new Uint8Array(sizeBytes)] };
          }),
      });
    for (const typeId of [1, 2, 3, 6, 7, 8, 20, 30]) {
      await expect(validateModelFile(await quantised(typeId))).resolves.toMatchObject({
        vocabularySize: 277,
      });
    }
    const error = await failure(validateModelFile(await quantised(12)));
    expect(error.message).toContain('Q4_K');
  });

  it.each([0.1, 0.5, 0.999])('finds that a file was cut at %f of its length', async (share) => {
    const file = join(folder, 'cut.gguf');
    await writeFile(file, await readFile(model));
    await truncate(file, Math.floor((await stat(model)).size * share));
    const error = await failure(validateModelFile(file));
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error.file).toBe(file);
  });

  it('refuses what is no GGUF, an empty file and a missing one', async () => {
    const file = join(folder, 'text.gguf');
    for (const content of ['Ин матн аст, на модел.', '']) {
      await writeFile(file, content);
      const error = await failure(validateModelFile(file));
      expect(error).toBeInstanceOf(BadInputError);
      expect(error.message).toContain('not a GGUF');
    }
    expect(await failure(validateModelFile(join(folder, 'nowhere.gguf')))).toBeInstanceOf(BadInputError);
  });

  it('never throws anything but its own errors on a file with damaged bytes', async () => {
    const bytes = await readFile(model);
    const file = join(folder, 'damaged.gguf');
    for (let place = 4; place < 6000; place += 97) {
      const damaged = Buffer.from(bytes);
      damaged[place] = (damaged[place] ?? 0) ^ 0xff;
      await writeFile(file, damaged);
      await validateModelFile(file).catch((error: SoroError) => {
        expect([BadInputError, CorruptArtefactError], `byte ${place}: ${error.stack}`).toContain(
          error.constructor,
        );
      });
    }
  });
});

describe('a checkpoint folder', () => {
  it('is refused when its weights are cut off', async () => {
    const checkpoint = join(folder, 'cut');
    await writeTinyCheckpoint(checkpoint);
    const weights = join(checkpoint, 'model.safetensors');
    await truncate(weights, Math.floor((await stat(weights)).size / 2));
    const error = await failure(openCheckpointTensors(checkpoint));
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error.file).toBe(weights);
  });

  it('is refused when its weights are no safetensors', async () => {
    const checkpoint = join(folder, 'text');
    await writeTinyCheckpoint(checkpoint);
    await writeFile(join(checkpoint, 'model.safetensors'), 'Ин матн аст, на вазнҳо.');
    expect(await failure(openCheckpointTensors(checkpoint))).toBeInstanceOf(BadInputError);
  });

  it('is refused when config.json and weights disagree', async () => {
    const checkpoint = join(folder, 'disagree');
    await writeTinyCheckpoint(checkpoint);
    const file = join(checkpoint, 'config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...config, intermediate_size: 128 }));
    const error = await failure(exportGguf(checkpoint, join(folder, 'x.gguf'), { type: 'f32' }));
    expect(error).toMatchObject({ place: 'model.layers.0.mlp.gate_proj.weight' });
  });

  it('is refused when it computes something else than Gemma 3', async () => {
    const checkpoint = join(folder, 'softcap');
    await writeTinyCheckpoint(checkpoint);
    const file = join(checkpoint, 'config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...config, final_logit_softcapping: 30 }));
    expect(await failure(readCheckpointConfig(checkpoint))).toMatchObject({
      place: 'final_logit_softcapping',
    });
  });
});
