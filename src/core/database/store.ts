import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type StoreWords, storeError } from './store-error.ts';

/** What a statement takes: named parameters without their sign. */
export type Parameters = Readonly<Record<string, SQLInputValue>>;

/**
 * A connection to a SQLite file. Calls are synchronous: SQLite answers in microseconds, and nothing can come between
 * the statements of a transaction.
 */
export interface Store {
  readonly file: string;
  /** For what this interface does not offer: several statements at once, pragmas, backups. Its errors are SQLite's own. */
  readonly database: DatabaseSync;
  /** The first row, or undefined. The caller names the columns' types. */
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  /**
   * The row that there must be, such as that of a count.
   * @throws Error (a defect) that names the statement, when there is none.
   */
  one<Row>(sql: string, parameters?: Parameters): Row;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** Returns the number of rows changed and the number of the row inserted last. */
  run(sql: string, parameters?: Parameters): { readonly changes: number; readonly inserted: number };
  /** All or nothing; when this returns, the outcome is on disk (with `synchronous: 'full'`). May be nested. */
  transaction<Value>(perform: () => Value): Value;
  close(): void;
}

export interface StoreOptions {
  /** `full`: a commit returns when the disk has it. `normal`: a power cut may lose the last commits, a kill loses none. */
  readonly synchronous: 'full' | 'normal';
  /** Overwrites what is deleted with zeros. Default: no. */
  readonly secureDelete?: boolean;
  /** How long a statement waits for another process. Default: 5 s. */
  readonly busyMs?: number;
  /** Default: 4,000. */
  readonly cacheKilobytes?: number;
  /** What errors call the file, and what to do when it is damaged. */
  readonly words: StoreWords;
}

/** Statements that a connection keeps prepared. Some are made from lists, so their number has no bound. */
const preparedLimit = 500;

/**
 * Opens a SQLite file (made with its folder when absent, readable by its owner only; `:memory:` for none). Knows no
 * schema: see {@link migrateTo}.
 * @throws MachineError without permission or space, CorruptArtefactError when the file is not a database.
 */
export function openStore(file: string, options: StoreOptions): Store {
  const isFile = file !== ':memory:';
  return guarded(file, options.words, () => {
    if (isFile) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, {
      enableForeignKeyConstraints: true,
      timeout: options.busyMs ?? 5000,
    });
    try {
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}`);
      if (options.secureDelete) database.exec('PRAGMA secure_delete = ON');
      database.exec(
        `PRAGMA journal_size_limit = 16000000; PRAGMA cache_size = -${options.cacheKilobytes ?? 4000}`,
      );
      if (isFile) chmodSync(file, 0o600);
    } catch (error) {
      database.close();
      throw error;
    }
    return createStore(file, database, options.words);
  });
}

function createStore(file: string, database: DatabaseSync, words: StoreWords): Store {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string) => {
    const prepared = statements.get(sql);
    if (prepared) return prepared;
    const statement = database.prepare(sql);
    if (statements.size < preparedLimit) statements.set(sql, statement);
    return statement;
  };
  const get = <Row>(sql: string, parameters: Parameters = {}) =>
    guarded(file, words, () => prepare(sql).get(parameters) as Row | undefined);
  return {
    file,
    database,
    get,
    one: <Row>(sql: string, parameters?: Parameters) => {
      const row = get<Row>(sql, parameters);
      if (row === undefined) throw new Error(`No row came of: ${sql}`);
      return row;
    },
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      guarded(file, words, () => prepare(sql).all(parameters) as Row[]),
    run: (sql, parameters = {}) =>
      guarded(file, words, () => {
        const { changes, lastInsertRowid } = prepare(sql).run(parameters);
        return { changes: Number(changes), inserted: Number(lastInsertRowid) };
      }),
    transaction: (perform) => guarded(file, words, () => transaction(database, perform)),
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

function guarded<Value>(file: string, words: StoreWords, perform: () => Value): Value {
  try {
    return perform();
  } catch (error) {
    throw storeError(error, file, words);
  }
}
