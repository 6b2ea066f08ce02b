import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../errors.ts';
import { migrateTo, oldestReader, onlyExpands, type SchemaStep, versionOf } from './schema-version.ts';
import { openStore, type StoreOptions } from './store.ts';

const first = { version: 1, sql: 'CREATE TABLE notes (text TEXT NOT NULL);' };
const expanding = { version: 2, sql: "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';" };
const breaking = { version: 3, sql: 'ALTER TABLE notes DROP COLUMN colour;' };
const words: StoreOptions = {
  synchronous: 'normal',
  words: { name: 'list of notes', whenDamaged: 'Write it again.' },
};
const as = (steps: readonly SchemaStep[]) => ({ version: steps.length, name: 'database', remedy: 'x' });

function migrated(steps: readonly SchemaStep[], store = openStore(':memory:', words)) {
  migrateTo(store, steps, as(steps));
  return store;
}

describe('a schema', () => {
  it('that a later Soro has only expanded is worked with by the one before', () => {
    const store = migrated([first, expanding], migrated([first]));
    expect([versionOf(store), oldestReader(store)]).toEqual([2, 1]);
    migrated([first], store);
    store.run("INSERT INTO notes (text) VALUES ('written by the one before')");
    expect(versionOf(store)).toBe(2);
    migrated([first, expanding], store);
    expect(store.all('SELECT text, colour FROM notes')).toEqual([
      { text: 'written by the one before', colour: 'red' },
    ]);
  });

  it('that was changed otherwise is refused by every earlier one', () => {
    const store = migrated([first, expanding, breaking], migrated([first]));
    expect(oldestReader(store)).toBe(3);
    expect(() => migrated([first], store)).toThrow(CorruptArtefactError);
    expect(() => migrated([first, expanding], store)).toThrow(CorruptArtefactError);
  });

  it.each([
    ['CREATE TABLE a (b TEXT); CREATE INDEX c ON a (b);', true],
    ['-- why\nALTER TABLE a ADD COLUMN b INTEGER', true],
    ['ALTER TABLE a ADD COLUMN b INTEGER NOT NULL', false],
    ['DROP TABLE a', false],
    ['CREATE TABLE b (c TEXT); INSERT INTO b SELECT c FROM a; DROP TABLE a', false],
    ['CREATE TRIGGER a AFTER INSERT ON b BEGIN DELETE FROM c; END', false],
    ['UPDATE a SET b = 1', false],
  ])('step %s only expands: %s', (sql, expected) => {
    expect(onlyExpands(sql)).toBe(expected);
  });
});
