import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildArtefact } from '../core/artefact/build.ts';
import { hashFile } from '../core/artefact/fingerprint.ts';
import type { Executor } from '../core/executor.ts';
import { silentProgress } from '../core/progress.ts';
import { openCheckpointTensors } from './safetensors/reader.ts';
import { writeSafetensors } from './safetensors/writer.ts';
import { modelTensors } from './shapes.ts';
import { checkpointStage } from './stage.ts';
import { tinyShape, writeTinyCheckpoint, writeTinyGguf } from './tiny-checkpoint.ts';

const noExecutor: Executor = {
  name: 'none',
  concurrency: 1,
  run: () => expect.fail('The stage has no shards.'),
  close: async () => {},
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-stage-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function build(from: string, precision: 'float32' | 'bfloat16' = 'float32') {
  return buildArtefact(checkpointStage, {
    settings: { from, precision },
    inputs: {},
    target: join(folder, 'artefact'),
    executor: noExecutor,
    progress: silentProgress,
    signal: new AbortController().signal,
  });
}

describe('checkpointStage', () => {
  it('makes a checkpoint artefact of a GGUF file', async () => {
    const { manifest } = await build(await writeTinyGguf(folder));
    expect(manifest.kind).toBe('checkpoint');
    expect(manifest.counts).toMatchObject({ tensors: 93, vocabularySize: 277 });
    expect(manifest.files.map((file) => file.path)).toEqual([
      'GEMMA_TERMS.txt',
      'NOTICE',
      'chat_template.jinja',
      'config.json',
      'generation_config.json',
      'model.safetensors',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
  });

  it('makes another artefact when the file or the precision changes', async () => {
    const file = await writeTinyGguf(folder);
    const one = (await build(file)).manifest.fingerprint;
    expect((await build(file)).manifest.fingerprint).toBe(one);
    expect((await build(file, 'bfloat16')).manifest.fingerprint).not.toBe(one);
  });

  it('takes the text part out of a multimodal checkpoint in several files', async () => {
    const plain = join(folder, 'plain');
    await writeTinyCheckpoint(plain);
    const multimodal = await writeMultimodal(plain);
    const { directory } = await build(multimodal);
    const weights = 'model.safetensors';
    expect(await hashFile(join(directory, weights))).toBe(await hashFile(join(plain, weights)));
    expect(await readFile(join(directory, 'config.json'), 'utf8')).toBe(
      await readFile(join(plain, 'config.json'), 'utf8'),
    );
  });
});

/** The tiny checkpoint as a multimodal one: text under a prefix, a vision tensor beside it, two files. */
async function writeMultimodal(plain: string): Promise<string> {
  const directory = join(folder, 'multimodal');
  await writeTinyCheckpoint(directory);
  const stored = await openCheckpointTensors(plain);
  const sources = modelTensors(tinyShape).map((tensor) => ({
    name: `language_model.${tensor.checkpointName}`,
    format: 'F32' as const,
    dimensions: tensor.dimensions,
    values: () => stored.readValues(tensor.checkpointName),
  }));
  const vision = {
    name: 'vision_tower.x',
    format: 'F32' as const,
    dimensions: [2],
    values: () => [Float32Array.of(1, 2)],
  };
  const files = {
    'one.safetensors': sources.slice(0, 40),
    'two.safetensors': [...sources.slice(40), vision],
  };
  const map: Record<string, string> = {};
  for (const [name, tensors] of Object.entries(files)) {
    await writeSafetensors(join(directory, name), tensors);
    for (const tensor of tensors) map[tensor.name] = name;
  }
  await rm(join(directory, 'model.safetensors'));
  await writeFile(join(directory, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
  const config = JSON.parse(await readFile(join(plain, 'config.json'), 'utf8')) as object;
  await writeFile(
    join(directory, 'config.json'),
    JSON.stringify({ model_type: 'gemma3', text_config: config }),
  );
  return directory;
}
