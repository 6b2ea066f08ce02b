import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { projectFolder } from '../../core/configuration.ts';
import { exists } from '../../core/files.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { quotePath, withDatabase } from '../../documents/index.ts';
import { readTask } from '../tasks/task.ts';
import { exportTasks } from './export-tasks.ts';
import { ownTasks } from './own-tasks.ts';

const signal = new AbortController().signal;
const folderOf = (id: string) => join(projectFolder, 'benchmarks', id);
const published = '2026-11-21';

it('publishes tasks as tables that hold each item as it was, with card, licences and checksums', async () => {
  const target = join(await temporaryFolder(), 'set');
  const tables = await exportTasks({
    tasks: ['proverbs', 'use-forms'].map(folderOf),
    target,
    published,
    signal,
  });
  expect(tables.map(({ items, columns }) => [items, columns.map(({ name }) => name).join()])).toEqual([
    [expect.any(Number), 'id,question,choices,answer,source,rule'],
    [120, 'id,question,rubric'],
  ]);
  const file = join(target, 'data/proverbs.parquet');
  const query = `SELECT * FROM read_parquet(${quotePath(file)})`;
  const rows = await withDatabase(await temporaryFolder(), async (database) =>
    (await database.runAndReadAll(query)).getRowObjectsJson(),
  );
  const { items } = await readTask(folderOf('proverbs'));
  expect(rows.map((row) => ({ ...row, answer: Number(row.answer) }))).toEqual(items);
  const card = await readFile(join(target, 'README.md'), 'utf8');
  expect(parse(card.split('---')[1] ?? '')).toMatchObject({
    license: ['cc0-1.0', 'mit'],
    language: ['tg'],
    configs: [
      { config_name: 'proverbs', data_files: [{ split: 'test', path: 'data/proverbs.parquet' }] },
      { config_name: 'use-forms' },
    ],
  });
  const described = JSON.parse(await readFile(join(target, 'croissant.json'), 'utf8'));
  expect(described.distribution[0]).toMatchObject({
    contentUrl: 'data/proverbs.parquet',
    sha256: await hashFile(file, signal),
  });
  expect(described.recordSet[0].field.map((field: { name: string }) => field.name)).toContain('choices');
  expect(await readFile(join(target, 'LICENCES.md'), 'utf8')).toContain('komdil/Tajik-Keyword-Extractor');
  expect(await exists(join(target, 'tasks/proverbs/task.yaml'))).toBe(true);
});

it('refuses a folder that exists, and a task whose items belong to others, and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  await expect(exportTasks({ tasks: [], target: folder, published, signal })).rejects.toMatchObject({
    message: 'The folder exists already.',
  });
  const target = join(folder, 'set');
  await expect(
    exportTasks({ tasks: [folderOf('belebele')], target, published, signal }),
  ).rejects.toMatchObject({ place: 'items' });
  expect([await exists(target), await exists(`${target}.draft`)]).toEqual([false, false]);
});

it('takes the tasks whose items lie in their folders for our own', async () => {
  const own = await ownTasks(join(projectFolder, 'benchmarks'));
  expect(own).toContain(folderOf('use-unknown'));
  expect(own).not.toContain(folderOf('belebele'));
});
