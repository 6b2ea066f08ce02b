import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DiskFullError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';

/** An open in-memory database; what does not fit in its memory goes to its temporary folder. */
export type Database = DuckDBConnection;

const memoryLimit = '1GB';

/**
 * Opens a DuckDB database for the time of `use`. One thread, so that the same rows give the same
 * bytes; nothing is fetched from the network.
 * @param temporaryFolder where it may put what does not fit in memory; removed with the resume folder.
 * @param signal stops the running query; the call then ends with InterruptedError.
 */
export async function withDatabase<Result>(
  temporaryFolder: string,
  use: (database: Database) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  throwIfInterrupted(signal);
  await mkdir(temporaryFolder, { recursive: true }).catch((error: unknown) => {
    throw fromSystemError(error, temporaryFolder);
  });
  // Its own folder: databases that share one overwrite each other's files, and the process dies.
  const spillFolder = join(temporaryFolder, `duckdb-${randomBytes(6).toString('hex')}`);
  const { database, close } = await openDatabase(spillFolder);
  const interrupt = () => database.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await use(database);
  } catch (error) {
    throwIfInterrupted(signal);
    throw translate(error, temporaryFolder);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** An open database that the caller closes; see {@link withDatabase}. Without a folder it never spills. */
export async function openDatabase(
  temporaryFolder = '',
): Promise<{ readonly database: Database; readonly close: () => void }> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: memoryLimit,
    temp_directory: temporaryFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const database = await instance.connect();
  return {
    database,
    close() {
      database.closeSync();
      instance.closeSync();
    },
  };
}

/** Version of the DuckDB library, for manifests. */
export async function databaseVersion(): Promise<string> {
  return (await import('@duckdb/node-api')).version();
}

/** A string as an SQL literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as an SQL literal for `read_parquet`, taken as it is and not as a pattern. */
export function quotePath(path: string): string {
  return quote(path.replace(/[[*?]/g, '[$&]'));
}

/**
 * Writes the rows of a query as a zstd Parquet file that is whole or absent: written in the temporary
 * folder (same disk), synced, renamed.
 */
export async function writeParquet(
  database: Database,
  query: string,
  file: string,
  temporaryFolder: string,
): Promise<void> {
  const temporary = join(temporaryFolder, `${randomBytes(6).toString('hex')}.parquet`);
  try {
    await database.run(`COPY (${query}) TO ${quote(temporary)} (FORMAT parquet, COMPRESSION zstd)`);
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fromSystemError(error, file);
  }
}

function translate(error: unknown, file: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (/No space left|Disk quota|max_temp_directory_size/i.test(message)) {
    return new DiskFullError({
      message: 'The disk is full.',
      file,
      remedy: 'Free some space and run the same command again: finished parts are kept.',
      cause: error,
    });
  }
  return fromSystemError(error, file);
}
