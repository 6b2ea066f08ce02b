import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assembleEmbeddedModel } from '../../checkpoint/index.ts';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { splitModel } from './split.ts';

const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(await temporaryFolder(), 'model.gguf');
  await writeFile(file, content);
});

describe('splitModel', () => {
  it('writes parts that add up to the file, and describes them', async () => {
    const embedded = await splitModel(file, folder, { name: 'small', partSizeBytes: 300 });
    expect(embedded.parts.map((part) => part.sizeBytes)).toEqual([300, 300, 300, 100]);
    const parts = await Promise.all(embedded.parts.map((part) => readFile(join(folder, part.file))));
    expect(parts.map((part) => sha256(part))).toEqual(embedded.parts.map((part) => part.sha256));
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    expect(embedded).toMatchObject({ sizeBytes: 1000, sha256: sha256(content) });
    expect(JSON.parse(await readFile(join(folder, 'embedded.json'), 'utf8'))).toEqual(embedded);
  });

  it('writes what the chat server puts together again', async () => {
    await splitModel(file, folder, { name: 'small', partSizeBytes: 300 });
    const whole = await assembleEmbeddedModel({ modelsFolder: folder, cacheFolder: await temporaryFolder() });
    expect((await readFile(whole)).equals(content)).toBe(true);
  });

  it('removes the parts of an earlier model and nothing else', async () => {
    await splitModel(file, folder, { name: 'earlier', partSizeBytes: 100 });
    await writeFile(join(folder, 'card.md'), 'card');
    await splitModel(file, folder, { name: 'later', partSizeBytes: 600 });
    expect((await readdir(folder)).sort()).toEqual([
      'card.md',
      'embedded.json',
      'later.part-1',
      'later.part-2',
    ]);
  });

  it('refuses a name that is no file name', async () => {
    await expect(splitModel(file, folder, { name: '../up' })).rejects.toBeInstanceOf(BadInputError);
  });

  it('says which file does not exist', async () => {
    await expect(splitModel(join(folder, 'none.gguf'), folder, { name: 'small' })).rejects.toMatchObject({
      name: 'BadInputError',
      file: join(folder, 'none.gguf'),
    });
  });
});
