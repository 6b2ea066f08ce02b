import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CorruptArtefactError, fromSystemError, MachineError } from '../../core/errors.ts';

/** The version of the schema that this Soro works with. */
const schemaVersion = 1;
const schema = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');

type Parameters = Readonly<Record<string, SQLInputValue>>;

/** A connection to a library's file; the caller names the columns' types. */
export interface LibraryDatabase {
  readonly file: string;
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** Returns the number of the row inserted last. */
  run(sql: string, parameters?: Parameters): number;
  /** All or nothing. May be nested. */
  transaction<Value>(perform: () => Value): Value;
  close(): void;
}

/**
 * Opens a library's SQLite file, made when absent. It lies in a file of its own because it holds no person's data: it
 * may be copied between schools, rebuilt, and left out of backups, and its pages do not swell theirs.
 * @throws MachineError without permission or space, CorruptArtefactError when it is not a library of this version.
 */
export function openDatabase(file: string): LibraryDatabase {
  return guarded(file, () => {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 10_000 });
    try {
      // A power cut may lose the book that was added last; it is read from its file again.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000');
      database.exec('PRAGMA journal_size_limit = 16000000');
      if (file !== ':memory:') chmodSync(file, 0o600);
      migrate(database, file);
    } catch (error) {
      database.close();
      throw error;
    }
    return wrap(file, database);
  });
}

function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version === schemaVersion) return;
  if (version !== 0) {
    throw new CorruptArtefactError({
      message: `The library is of version ${version}; this Soro knows ${schemaVersion}.`,
      file,
      remedy: 'Use the Soro that wrote it, or a later one; or move the file away and add the books again.',
    });
  }
  transaction(database, () => {
    // Another process may have made it while this one waited for the lock.
    if (Number(database.prepare('PRAGMA user_version').get()?.user_version) !== 0) return;
    database.exec(schema);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}

function wrap(file: string, database: DatabaseSync): LibraryDatabase {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size < 200) statements.set(sql, statement);
    return statement;
  };
  return {
    file,
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      guarded(file, () => prepare(sql).get(parameters) as Row | undefined),
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      guarded(file, () => prepare(sql).all(parameters) as Row[]),
    run: (sql, parameters = {}) => guarded(file, () => Number(prepare(sql).run(parameters).lastInsertRowid)),
    transaction: (perform) => guarded(file, () => transaction(database, perform)),
    close: () => {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

function transaction<Value>(database: DatabaseSync, perform: () => Value): Value {
  if (database.isTransaction) return perform();
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = perform();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    // A full disk has rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function guarded<Value>(file: string, perform: () => Value): Value {
  try {
    return perform();
  } catch (error) {
    throw libraryError(error, file);
  }
}

/** SQLite's primary result codes that a user can do something about. */
function libraryError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
  switch (code) {
    case 11:
    case 26:
      return new CorruptArtefactError({
        message: 'The library is damaged, or the file is none.',
        file,
        remedy: 'Move the file away and add the books again: the starter library comes back by itself.',
        cause: error,
      });
    case 13:
      return new MachineError({
        message: 'The disk is full.',
        file,
        remedy: 'Free some space and try again.',
        cause: error,
      });
    case 5:
      return new MachineError({
        message: 'Another process is writing to the library.',
        file,
        remedy: 'Try again when it has finished.',
        cause: error,
      });
    case 8:
    case 14:
      return new MachineError({
        message: 'The library cannot be opened or written.',
        file,
        remedy: 'Change the permissions of the file and its folder, or name another folder.',
        cause: error,
      });
    default:
      return fromSystemError(error, file);
  }
}
