import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomically } from './files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a file with a secret is its owner’s while it is written and after', async () => {
  const file = join(folder, 'key');
  await writeFileAtomically(
    file,
    async (handle) => {
      expect((await handle.stat()).mode & 0o777).toBe(0o600);
      await handle.writeFile('secret');
    },
    { mode: 0o600 },
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe('secret');
  expect(await readdir(folder)).toEqual(['key']);
});
