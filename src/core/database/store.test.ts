import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CorruptArtefactError } from '../errors.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { migrateTo, versionOf } from './schema-version.ts';
import { openStore, type StoreOptions } from './store.ts';

const options: StoreOptions = {
  synchronous: 'normal',
  words: { name: 'list of trees', whenDamaged: 'Plant it again.' },
};
const steps = [
  { version: 1, sql: 'CREATE TABLE trees (name TEXT NOT NULL) STRICT' },
  { version: 2, sql: 'ALTER TABLE trees ADD height REAL' },
];
const known = { version: 2, name: 'list of trees', remedy: 'Use the later Soro.' };

it('keeps nothing of a transaction that fails, nested or not', () => {
  const store = openStore(':memory:', options);
  migrateTo(store, steps, known);
  const plant = (name: string) => store.run('INSERT INTO trees (name) VALUES (:name)', { name });
  expect(plant('чинор')).toEqual({ changes: 1, inserted: 1 });
  const fail = () =>
    store.transaction(() => {
      plant('тут');
      store.transaction(() => plant('арча'));
      throw new Error('a storm');
    });
  expect(fail).toThrow('a storm');
  expect(store.all('SELECT name FROM trees')).toEqual([{ name: 'чинор' }]);
});

it('runs the steps that a file lacks, and refuses one of a later Soro', async () => {
  const file = join(await temporaryFolder(), 'trees.sqlite');
  const first = openStore(file, options);
  migrateTo(first, steps.slice(0, 1), known);
  first.run("INSERT INTO trees (name) VALUES ('чинор')");
  migrateTo(first, steps, known);
  expect(first.get('SELECT * FROM trees')).toEqual({ name: 'чинор', height: null });
  expect(versionOf(first)).toBe(2);
  const third = { version: 3, sql: 'ALTER TABLE trees DROP COLUMN height' };
  migrateTo(first, [...steps, third], { ...known, version: 3 });
  first.close();
  const again = openStore(file, options);
  expect(() => migrateTo(again, steps, known)).toThrow(
    'The list of trees is of version 3; this Soro knows 2.',
  );
  again.close();
});

it('says by name that a file is damaged, and what to do', async () => {
  const file = join(await temporaryFolder(), 'trees.sqlite');
  await writeFile(file, 'not a database, but long enough to be read as one by its header'.repeat(20));
  const open = () => openStore(file, options);
  expect(open).toThrow(CorruptArtefactError);
  expect(open).toThrow('The list of trees is damaged');
  expect(open).toThrow(expect.objectContaining({ remedy: 'Plant it again.' }));
});

it('has the row that there must be, or names the statement', () => {
  const store = openStore(':memory:', options);
  expect(store.one('SELECT 1 AS one')).toEqual({ one: 1 });
  expect(() => store.one('SELECT 1 WHERE false')).toThrow('SELECT 1 WHERE false');
});
