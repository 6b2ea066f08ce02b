import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile, sha256 } from '../core/artefact/fingerprint.ts';
import { projectFolder } from '../core/configuration.ts';
import { CorruptArtefactError, MissingToolError } from '../core/errors.ts';
import { assembleEmbeddedModel } from './embedded-model.ts';

let folder = '';
const options = () => ({ modelsFolder: join(folder, 'models'), cacheFolder: join(folder, 'cache') });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-embedded-'));
  const { modelsFolder } = options();
  await mkdir(modelsFolder);
  const parts = ['GGUF, first part. ', 'second part.'];
  const described = parts.map((text, index) => ({
    file: `tiny.gguf.part-${index + 1}`,
    sizeBytes: text.length,
    sha256: sha256(text),
  }));
  for (const [index, { file }] of described.entries()) {
    await writeFile(join(modelsFolder, file), parts[index] ?? '');
  }
  const whole = parts.join('');
  const model = { name: 'tiny.gguf', parts: described, sha256: sha256(whole), sizeBytes: whole.length };
  await writeFile(join(modelsFolder, 'embedded.json'), JSON.stringify(model));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('assembleEmbeddedModel', () => {
  it('joins the parts once and then leaves the file alone', async () => {
    const file = await assembleEmbeddedModel(options());
    expect(await readFile(file, 'utf8')).toBe('GGUF, first part. second part.');
    const { mtimeMs } = await stat(file);
    expect(await assembleEmbeddedModel(options())).toBe(file);
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  });

  it('joins them again when the file was cut', async () => {
    const file = await assembleEmbeddedModel(options());
    await writeFile(file, 'GGUF');
    await assembleEmbeddedModel(options());
    expect(await readFile(file, 'utf8')).toContain('second part');
  });

  it('joins them again when a byte of the file differs, though its size does not', async () => {
    const file = await assembleEmbeddedModel(options());
    await writeFile(file, 'GGUF, first pArt. second part.');
    await assembleEmbeddedModel(options());
    expect(await readFile(file, 'utf8')).toBe('GGUF, first part. second part.');
  });

  it('reads the file again only when it was touched', async () => {
    const file = await assembleEmbeddedModel(options());
    const memory = `${file}.checked.json`;
    const { mtimeMs } = await stat(memory);
    await assembleEmbeddedModel(options());
    expect((await stat(memory)).mtimeMs).toBe(mtimeMs);
    await utimes(file, 1, 1);
    await assembleEmbeddedModel(options());
    expect((await stat(memory)).mtimeMs).toBeGreaterThan(mtimeMs);
    expect((await stat(file)).mtimeMs).toBe(1000);
  });

  it('names the damaged part and leaves nothing behind', async () => {
    const part = join(options().modelsFolder, 'tiny.gguf.part-2');
    await writeFile(part, 'second pARt.');
    const work = assembleEmbeddedModel(options());
    await expect(work).rejects.toBeInstanceOf(CorruptArtefactError);
    await expect(work).rejects.toMatchObject({
      file: part,
      remedy: expect.stringContaining('git checkout -- models'),
    });
    expect(await listFiles(options().cacheFolder)).toEqual([]);
  });

  it('names a missing part', async () => {
    const part = join(options().modelsFolder, 'tiny.gguf.part-1');
    await rm(part);
    await expect(assembleEmbeddedModel(options())).rejects.toMatchObject({ file: part });
  });

  it('says what to do when there is no embedded model', async () => {
    await rm(join(options().modelsFolder, 'embedded.json'));
    await expect(assembleEmbeddedModel(options())).rejects.toBeInstanceOf(MissingToolError);
  });
});

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('the folder of the embedded model', () => {
  it('has the checksums of what lies in it', async () => {
    const models = join(projectFolder, 'models');
    const lines = (await readFile(join(models, 'checksums.txt'), 'utf8')).trim().split('\n');
    for (const line of lines) {
      const [sum, name = ''] = line.split('  ');
      expect(`${await hashFile(join(models, name))}  ${name}`).toBe(`${sum}  ${name}`);
    }
    const named = lines.map((line) => line.split('  ')[1]);
    expect((await readdir(models)).filter((name) => name !== 'checksums.txt').toSorted()).toEqual(
      named.toSorted(),
    );
  });
});
