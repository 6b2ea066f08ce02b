import { readFileSync } from 'node:fs';
import { migrateTo } from '../../core/database/schema-version.ts';
import { openStore, type Store } from '../../core/database/store.ts';

/** A connection to a library's file. */
export type LibraryDatabase = Store;

/** The version of the schema that this Soro works with. */
const schemaVersion = 1;
const schema = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');

/**
 * Opens a library's SQLite file, made when absent. It lies in a file of its own because it holds no person's data: it
 * may be copied between schools, rebuilt, and left out of backups, and its pages do not swell theirs.
 * @throws MachineError without permission or space, CorruptArtefactError when it is not a library of this version.
 */
export function openDatabase(file: string): LibraryDatabase {
  const store = openStore(file, {
    // A power cut may lose the book that was added last; it is read from its file again.
    synchronous: 'normal',
    busyMs: 10_000,
    cacheKilobytes: 8000,
    words: {
      name: 'library',
      whenDamaged: 'Move the file away and add the books again: the starter library comes back by itself.',
    },
  });
  try {
    migrateTo(store, [{ version: schemaVersion, sql: schema }], {
      version: schemaVersion,
      name: 'library',
      remedy: 'Use the Soro that wrote it, or a later one; or move the file away and add the books again.',
    });
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}
