import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSchool } from '../database/open-school.ts';
import { dataFolder } from './data-folder.ts';
import { mendSchool } from './mend-school.ts';

let parent = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'soro-mend-'));
});
afterEach(() => rm(parent, { recursive: true }));

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 11, 1);

it('makes a folder that only its owner reads, and has nothing to do a second time', async () => {
  const folder = dataFolder(join(parent, 'school'));
  expect(await mendSchool(folder, now)).toEqual([`made ${folder.path}`]);
  expect((await stat(folder.path)).mode & 0o077).toBe(0);
  expect(await mendSchool(folder, now)).toEqual([]);
});

it('closes an open folder and writes a backup where the last one is old', async () => {
  const folder = dataFolder(join(parent, 'school'));
  await mkdir(folder.path, { mode: 0o755 });
  (await openSchool(folder.database, folder.backups)).close();
  const done = await mendSchool(folder, now);
  expect(done[0]).toContain('closed');
  expect(done.at(-1)).toContain('wrote the backup');
  expect(await mendSchool(folder, now + day)).toEqual([]);
  expect(await mendSchool(folder, now + 9 * day)).toHaveLength(1);
});

it('leaves a damaged database as it is', async () => {
  const folder = dataFolder(parent);
  await writeFile(folder.database, 'not a database at all, but long enough to be read as one'.repeat(20));
  await expect(mendSchool(folder, now)).rejects.toThrow();
  expect((await readdir(parent)).filter((name) => name.endsWith('.soro-backup'))).toEqual([]);
});
