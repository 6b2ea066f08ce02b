import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { writeTinyGguf } from '../checkpoint/tiny-checkpoint.ts';
import { startLocalHub } from '../core/hub/testing/local-hub.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { fetchModel, type WantedModel } from './fetch-model.ts';
import { importModel } from './import-model.ts';
import { chooseModel, modelInUse, openModel, openModelInUse } from './in-use.ts';
import { ModelStore } from './store.ts';

const free = vi.hoisted(() => ({ bytes: undefined as number | undefined }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const statfs = async (path: string) =>
    free.bytes === undefined
      ? real.statfs(path)
      : { ...(await real.statfs(path)), bavail: free.bytes, bsize: 1 };
  return { ...real, statfs };
});

const signal = new AbortController().signal;
const repository = 'owner/tiny';
const source = { repository, revision: 'main', file: 'tiny.gguf' };
const wanted: WantedModel = { name: 'tiny', title: 'Tiny', licence: 'Gemma Terms of Use' };

let bytes: Buffer;
let sha256: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'soro-test-'));
  bytes = await readFile(await writeTinyGguf(folder));
  await rm(folder, { recursive: true });
  sha256 = createHash('sha256').update(bytes).digest('hex');
});

async function emptyStore(): Promise<ModelStore> {
  return new ModelStore(await temporaryFolder());
}

async function hubWith(more: Partial<Parameters<typeof startLocalHub>[0]> = {}) {
  const hub = await startLocalHub({ files: {}, models: { [repository]: { 'tiny.gguf': bytes } }, ...more });
  return { hub, options: { signal, hub: { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 } } };
}

async function entries(store: ModelStore): Promise<string[]> {
  return (await readdir(store.folder)).filter((name) => name !== '.lock').sort();
}

describe('fetching a model', () => {
  it('installs the file whole, with its hash and commit pinned in the record', async () => {
    const store = await emptyStore();
    const { hub, options } = await hubWith();
    const seen: number[] = [];
    const { model, isNew } = await fetchModel(store, source, wanted, {
      ...options,
      onBytes: (size) => seen.push(size),
    });
    expect(isNew).toBe(true);
    expect(model).toMatchObject({
      sha256,
      sizeBytes: bytes.length,
      source: `hub:owner/tiny@${hub.commit}/tiny.gguf`,
    });
    expect(await readFile(store.fileOf('tiny'))).toEqual(bytes);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(await entries(store)).toEqual(['tiny']);
    expect(await fetchModel(store, source, wanted, options)).toMatchObject({ isNew: false });
  });

  it('goes on with what a killed one has left, and checks that too', async () => {
    const store = await emptyStore();
    const { hub, options } = await hubWith();
    const draft = store.draftOf('tiny', sha256.slice(0, 12));
    await writePart(draft, 'model.gguf.part', bytes.subarray(0, 5000));
    await fetchModel(store, source, wanted, options);
    expect(hub.requests.at(-1)).toMatch(/tiny\.gguf bytes=5000-$/);
    expect(await readFile(store.fileOf('tiny'))).toEqual(bytes);
    await store.remove('tiny');
    const count = hub.requests.length;
    await writePart(draft, 'model.gguf', bytes);
    await fetchModel(store, source, wanted, options);
    expect(hub.requests.slice(count).some((request) => request.includes('resolve'))).toBe(false);
  });

  it('goes on after a cut connection', async () => {
    const store = await emptyStore();
    let downloads = 0;
    const { options } = await hubWith({
      trouble(_request, path) {
        if (!path.startsWith('/elsewhere')) return undefined;
        downloads += 1;
        return downloads <= 2 ? { cutAfterBytes: 20_000 } : undefined;
      },
    });
    await fetchModel(store, source, wanted, options);
    expect(downloads).toBe(3);
    expect(await readFile(store.fileOf('tiny'))).toEqual(bytes);
  });

  it('refuses what has another hash than announced, and keeps nothing of it', async () => {
    const store = await emptyStore();
    const spoiled = Buffer.from(bytes);
    spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
    const { options } = await hubWith({ delivers: { 'tiny.gguf': spoiled } });
    await expect(fetchModel(store, source, wanted, options)).rejects.toMatchObject({
      name: 'CorruptArtefactError',
    });
    expect(await store.list()).toEqual([]);
    expect(await store.unfinished()).toEqual([{ name: 'tiny', bytes: 0 }]);
  });

  it('stops at the announced size: a longer file must not fill the disk', async () => {
    const store = await emptyStore();
    const { options } = await hubWith({ delivers: { 'tiny.gguf': Buffer.concat([bytes, bytes]) } });
    await expect(fetchModel(store, source, wanted, options)).rejects.toMatchObject({
      name: 'CorruptArtefactError',
    });
    expect(await store.list()).toEqual([]);
  });

  it('downloads nothing when the catalogue knows another hash, or the disk is too full', async () => {
    const store = await emptyStore();
    const { hub, options } = await hubWith();
    const other = { ...wanted, sha256: '0'.repeat(64) };
    await expect(fetchModel(store, source, other, options)).rejects.toMatchObject({
      name: 'CorruptArtefactError',
    });
    free.bytes = 200_000_000 + bytes.length - 1;
    try {
      await expect(fetchModel(store, source, wanted, options)).rejects.toMatchObject({
        name: 'MachineError',
      });
    } finally {
      free.bytes = undefined;
    }
    expect(hub.requests.some((request) => request.includes('resolve'))).toBe(false);
  });

  it('refuses a file that is no Gemma 3, naming where it came from', async () => {
    const store = await emptyStore();
    const models = { [repository]: { 'tiny.gguf': Buffer.alloc(5000, 'GGUF') } };
    const { options } = await hubWith({ models });
    await expect(fetchModel(store, source, wanted, options)).rejects.toMatchObject({
      file: expect.stringContaining('hub:owner/tiny@'),
    });
    expect(await entries(store)).toEqual([]);
  });

  it('names the models that a repository has when the file is none of them', async () => {
    const { options } = await hubWith();
    const fetched = fetchModel(await emptyStore(), { ...source, file: 'other.gguf' }, wanted, options);
    await expect(fetched).rejects.toMatchObject({ remedy: expect.stringContaining('tiny.gguf') });
  });
});

describe('importing a model', () => {
  it('installs a copy that was checked', async () => {
    const store = await emptyStore();
    const file = await fileWith(bytes);
    expect(await importModel(store, file, wanted, { signal })).toMatchObject({
      isNew: true,
      model: { sha256 },
    });
    expect(await readFile(store.fileOf('tiny'))).toEqual(bytes);
    expect(await entries(store)).toEqual(['tiny']);
    expect(await importModel(store, file, wanted, { signal })).toMatchObject({ isNew: false });
  });

  it('leaves nothing of a cut file, of one with another hash, and of an interrupted copy', async () => {
    const store = await emptyStore();
    const file = await fileWith(bytes);
    const interrupted = AbortSignal.abort();
    await expect(importModel(store, file, wanted, { signal: interrupted })).rejects.toThrow('Interrupted');
    const other = { ...wanted, sha256: '1'.repeat(64) };
    await expect(importModel(store, file, other, { signal })).rejects.toMatchObject({
      name: 'CorruptArtefactError',
    });
    await truncate(file, bytes.length - 100);
    await expect(importModel(store, file, wanted, { signal })).rejects.toMatchObject({
      name: 'CorruptArtefactError',
    });
    expect(await entries(store)).toEqual([]);
  });

  it('does not put another file under a name that is taken', async () => {
    const store = await emptyStore();
    const file = await fileWith(bytes);
    await importModel(store, file, wanted, { signal });
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const again = importModel(store, await fileWith(changed), wanted, { signal });
    await expect(again).rejects.toMatchObject({ remedy: expect.stringContaining('--name') });
    expect(await readFile(store.fileOf('tiny'))).toEqual(bytes);
  });
});

describe('the model in use', () => {
  it('is the embedded one until another is chosen', async () => {
    const store = await emptyStore();
    expect((await modelInUse(store)).name).toBe('soro-270m');
    await importModel(store, await fileWith(bytes), wanted, { signal });
    await chooseModel(store, { name: 'tiny', sha256 });
    expect(await modelInUse(store)).toEqual({ name: 'tiny', sha256 });
    expect(await openModel(store, 'tiny', signal)).toMatchObject({ file: store.fileOf('tiny') });
  });

  it('gives way to the embedded one when it is damaged, and says so', async () => {
    const store = await emptyStore();
    await importModel(store, await fileWith(bytes), wanted, { signal });
    await chooseModel(store, { name: 'tiny', sha256 });
    const spoiled = Buffer.from(bytes);
    spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
    await writeFile(store.fileOf('tiny'), spoiled);
    const warnings: string[] = [];
    const served = await openModelInUse(store, { signal, warn: (message) => warnings.push(message) });
    expect(served.name).toBe('soro-270m');
    expect(warnings.join()).toContain('damaged');
    await truncate(store.fileOf('tiny'), 100);
    expect(await store.list()).toEqual([{ name: 'tiny', fault: expect.stringContaining('not as it was') }]);
  });
});

async function fileWith(content: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'tiny.gguf');
  await writeFile(file, content);
  return file;
}

async function writePart(draft: string, name: string, content: Uint8Array): Promise<void> {
  await mkdir(draft, { recursive: true });
  await writeFile(join(draft, name), content);
}
