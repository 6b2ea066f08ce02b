import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { downloadFile } from './download.ts';
import { listRepository, type RepositoryFile, resolveCommit } from './repository.ts';
import { startLocalHub } from './testing/local-hub.ts';

const repository = { kind: 'datasets', name: 'owner/name' } as const;
const signal = new AbortController().signal;
const files = {
  'README.md': '# x',
  'data/train.jsonl': '{"text":"Матн"}\n'.repeat(5000),
  'data/a.parquet': Buffer.alloc(50_000, 7),
};

async function fileOf(list: readonly RepositoryFile[], path: string): Promise<RepositoryFile> {
  const file = list.find((one) => one.path === path);
  if (!file) throw new Error(`${path} is not listed`);
  return file;
}

describe('the hub client', () => {
  it('resolves a branch to its commit and lists every page of the files', async () => {
    const hub = await startLocalHub({ files });
    const access = { options: { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 }, signal };
    const commit = await resolveCommit(repository, 'main', access);
    expect(commit).toBe(hub.commit);
    const list = await listRepository(repository, commit, access);
    expect(list.map(({ path }) => path)).toEqual(['README.md', 'data/a.parquet', 'data/train.jsonl']);
    await expect(resolveCommit(repository, 'none', access)).rejects.toMatchObject({ name: 'BadInputError' });
  });

  it('waits when the server is busy and goes on where a connection was cut', async () => {
    const cuts = [{ cutAfterBytes: 20_000 }, { cutAfterBytes: 30_000 }];
    const trouble = [{ status: 429 }, undefined, { status: 503 }, undefined, ...cuts];
    const hub = await startLocalHub({ files, trouble: (request) => trouble[request] });
    const access = { options: { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 }, signal };
    const list = await listRepository(repository, hub.commit, access);
    const target = join(await temporaryFolder(), 'train.jsonl');
    await downloadFile(repository, hub.commit, await fileOf(list, 'data/train.jsonl'), target, access);
    expect(await readFile(target, 'utf8')).toBe(files['data/train.jsonl']);
    expect(hub.requests.slice(5)).toEqual([
      expect.stringMatching(/train\.jsonl bytes=20000-$/),
      expect.stringMatching(/train\.jsonl bytes=50000-$/),
    ]);
  });

  it('goes on with what a stopped download has left, and refuses what is something else', async () => {
    const hub = await startLocalHub({ files });
    const access = { options: { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 }, signal };
    const file = await fileOf(await listRepository(repository, hub.commit, access), 'data/a.parquet');
    const target = join(await temporaryFolder(), 'a.parquet');
    await writeFile(`${target}.part`, Buffer.alloc(40_000, 7));
    await downloadFile(repository, hub.commit, file, target, access);
    expect(await readFile(target)).toEqual(files['data/a.parquet']);
    expect(hub.requests.at(-1)).toBe('/elsewhere/owner/name/data/a.parquet bytes=40000-');
    await writeFile(`${target}.part`, Buffer.alloc(40_000, 8));
    const other = downloadFile(repository, hub.commit, file, target, access);
    await expect(other).rejects.toMatchObject({ name: 'CorruptArtefactError' });
  });

  it('sends the token, and says what to do without one', async () => {
    const hub = await startLocalHub({ files, token: 'secret' });
    const options = { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 };
    const refused = resolveCommit(repository, 'main', { options, signal });
    await expect(refused).rejects.toMatchObject({ remedy: expect.stringContaining('HF_TOKEN') });
    const commit = resolveCommit(repository, 'main', { options: { ...options, token: 'secret' }, signal });
    expect(await commit).toBe(hub.commit);
  });

  it('gives up after some attempts, naming the place and the remedy', async () => {
    const hub = await startLocalHub({ files, trouble: () => ({ status: 500 }) });
    const options = { endpoint: hub.endpoint, token: undefined, retryDelayMs: 1 };
    await expect(resolveCommit(repository, 'main', { options, signal })).rejects.toMatchObject({
      name: 'MachineError',
      message: expect.stringContaining('HTTP 500'),
    });
    expect(hub.requests).toHaveLength(6);
  });
});
