import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { type Database, withDatabase } from './database.ts';

it('gives databases that are open at once a folder each to spill into, and removes it', async () => {
  const folder = await temporaryFolder();
  const folderOf = async (database: Database) => {
    const result = await database.runAndReadAll("SELECT current_setting('temp_directory')");
    return String(result.getRows()[0]?.[0]);
  };
  const [outer, inner] = await withDatabase(folder, async (first) => [
    await folderOf(first),
    await withDatabase(folder, folderOf),
  ]);
  expect(outer).not.toBe(inner);
  expect(outer).toContain(folder);
  expect(await readdir(folder)).toEqual([]);
});
