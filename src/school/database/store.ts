import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { storeError } from './store-error.ts';

/** What a statement takes: named parameters without their sign. */
export type Parameters = Readonly<Record<string, SQLInputValue>>;

/**
 * A connection to the school's database. Calls are synchronous: SQLite answers in microseconds, and nothing can
 * come between the statements of a transaction.
 */
export interface Store {
  readonly file: string;
  readonly database: DatabaseSync;
  /** The first row, or undefined. The caller names the columns' types. */
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** Returns the number of rows changed and the number of the row inserted last. */
  run(sql: string, parameters?: Parameters): { readonly changes: number; readonly inserted: number };
  /** All or nothing; when this returns, the outcome is on disk (for a durable store). May be nested. */
  transaction<Value>(perform: () => Value): Value;
  close(): void;
}

/** `durable`: a commit returns when the disk has it. `loose`: a power cut may lose the last second, a kill nothing. */
export type Durability = 'durable' | 'loose';

/**
 * Opens a database file (made with its folder when absent, readable by its owner only). Knows no schema; see `migrate`.
 * @throws MachineError without permission or space, CorruptArtefactError when it is not a database.
 */
export function openStore(file: string, durability: Durability = 'durable'): Store {
  return guarded(file, () => {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
    try {
      database.exec('PRAGMA journal_mode = WAL');
      database.exec(`PRAGMA synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
      database.exec(
        'PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 16000000; PRAGMA cache_size = -4000',
      );
      if (file !== ':memory:') chmodSync(file, 0o600);
    } catch (error) {
      database.close();
      throw error;
    }
    return createStore(file, database);
  });
}

function createStore(file: string, database: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    file,
    database,
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      guarded(file, () => prepare(sql).get(parameters) as Row | undefined),
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      guarded(file, () => prepare(sql).all(parameters) as Row[]),
    run: (sql, parameters = {}) =>
      guarded(file, () => {
        const { changes, lastInsertRowid } = prepare(sql).run(parameters);
        return { changes: Number(changes), inserted: Number(lastInsertRowid) };
      }),
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
    throw storeError(error, file);
  }
}
