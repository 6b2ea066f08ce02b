import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { sharedFolder } from '../core/configuration.ts';
import { exportGguf } from './gguf/export-gguf.ts';
import { openGguf } from './gguf/file.ts';
import { importGguf } from './gguf/import-gguf.ts';
import { metadataNumbers, metadataTexts } from './gguf/metadata.ts';
import { validateModelFile } from './gguf/validate-gguf.ts';
import { importFolder } from './import-folder.ts';
import { tinyTokens, writeTinyCheckpoint } from './tiny-checkpoint.ts';

const firstModel = join(sharedFolder(), 'models/soro-270m-first.gguf');
const hasFirstModel = existsSync(firstModel);
if (!hasFirstModel)
  process.stdout.write(`The round trip of the first model is not tested: no ${firstModel}.\n`);

const textFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja'];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function expectSameCheckpoint(one: string, other: string): Promise<void> {
  expect(await hashFile(join(other, 'model.safetensors'))).toBe(
    await hashFile(join(one, 'model.safetensors')),
  );
  for (const name of textFiles) {
    expect(await readFile(join(other, name), 'utf8'), name).toBe(await readFile(join(one, name), 'utf8'));
  }
}

describe('export and import', () => {
  it('change no byte of a float32 checkpoint through F32', async () => {
    const [checkpoint, file, again] = [join(folder, 'a'), join(folder, 'a.gguf'), join(folder, 'b')];
    await writeTinyCheckpoint(checkpoint);
    await exportGguf(checkpoint, file, { type: 'f32' });
    await importGguf(file, again, { precision: 'float32' });
    await expectSameCheckpoint(checkpoint, again);
  });

  it('change no byte of a bfloat16 checkpoint through BF16', async () => {
    const [checkpoint, file, again] = [join(folder, 'a'), join(folder, 'a.gguf'), join(folder, 'b')];
    await writeTinyCheckpoint(checkpoint, { precision: 'bfloat16' });
    await exportGguf(checkpoint, file, { type: 'bf16' });
    expect((await validateModelFile(file)).tensorTypes).toEqual({ BF16: 50, F32: 43 });
    await importGguf(file, again, { precision: 'bfloat16' });
    await expectSameCheckpoint(checkpoint, again);
  });

  it('copy a Hugging Face folder without changing it', async () => {
    const [checkpoint, again] = [join(folder, 'a'), join(folder, 'b')];
    await writeTinyCheckpoint(checkpoint);
    await importFolder(checkpoint, again);
    await expectSameCheckpoint(checkpoint, again);
  });

  it('write token types and scores by the rules of llama.cpp', async () => {
    const checkpoint = join(folder, 'a');
    await writeTinyCheckpoint(checkpoint);
    await exportGguf(checkpoint, join(folder, 'a.gguf'), { type: 'f32' });
    const gguf = await openGguf(join(folder, 'a.gguf'));
    const { metadata } = gguf.header;
    await gguf.close();
    const row = (text: string) => {
      const id = tinyTokens.findIndex((token) => token.text === text);
      return [
        metadataTexts(metadata, 'tokenizer.ggml.tokens')?.[id],
        metadataNumbers(metadata, 'tokenizer.ggml.token_type')?.[id],
        metadataNumbers(metadata, 'tokenizer.ggml.scores')?.[id],
      ];
    };
    expect(row('<bos>')).toEqual(['<bos>', 3, -1000]);
    expect(row('<unk>')).toEqual(['<unk>', 2, -1000]);
    expect(row('<mask>')).toEqual(['<mask>', 3, -1000]);
    expect(row('▁▁')).toEqual(['  ', 4, -1000]);
    expect(row('<0xFF>')).toEqual(['<0xFF>', 6, 0]);
    expect(row('са')).toEqual(['са', 1, 0]);
    expect(row('салом')).toEqual(['салом', 1, -3]);
    expect(row('▁')).toEqual(['▁', 1, -4]);
  });

  it.skipIf(!hasFirstModel)(
    'change no byte of the first model through F32',
    { timeout: 180_000 },
    async () => {
      const [one, file, other] = [join(folder, 'a'), join(folder, 'a.gguf'), join(folder, 'b')];
      await importGguf(firstModel, one);
      await exportGguf(one, file, { type: 'f32' });
      await importGguf(file, other);
      await expectSameCheckpoint(one, other);
    },
  );
});
