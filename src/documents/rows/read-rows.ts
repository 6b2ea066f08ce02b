import { join } from 'node:path';
import type { z } from 'zod';
import { CorruptArtefactError, SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { listFiles } from '../../core/files.ts';
import { parseWith } from '../../core/schema.ts';
import { openDatabase, quotePath } from './database.ts';

const remedy = 'Delete the artefact and build it again.';

/** The shard files of an artefact with this prefix (`documents`, `rejects`), in order, as whole paths. */
export async function shardFiles(directory: string, prefix: 'documents' | 'rejects'): Promise<string[]> {
  const pattern = new RegExp(`^${prefix}-\\d{5,}\\.parquet$`);
  const names = (await listFiles(directory)).filter((name) => pattern.test(name));
  return names.map((name) => join(directory, name));
}

/** Which rows and columns of a Parquet file to read. */
export interface RowQuery<Schema extends z.ZodType> {
  /** Checks and converts a row, an object by column name. */
  readonly schema: Schema;
  /** What follows SELECT. */
  readonly columns: string;
  /** What follows WHERE; every row when absent. */
  readonly where?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams the rows of a Parquet file in order; holds one chunk (about two thousand rows) at a time.
 * @throws CorruptArtefactError when the file cannot be read or a row does not fit.
 */
export async function* readRows<Schema extends z.ZodType>(
  file: string,
  query: RowQuery<Schema>,
): AsyncGenerator<z.output<Schema>> {
  const { database, close } = await openDatabase();
  try {
    const where = query.where ? ` WHERE ${query.where}` : '';
    const result = await database.stream(
      `SELECT ${query.columns} FROM read_parquet(${quotePath(file)})${where}`,
    );
    const names = result.columnNames();
    for (;;) {
      throwIfInterrupted(query.signal);
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      for (const values of chunk.getRows()) {
        const row = Object.fromEntries(names.map((name, index) => [name, values[index]]));
        yield parseWith(query.schema, row, { file, family: 'corrupt', remedy });
      }
    }
  } catch (error) {
    if (error instanceof SoroError || !isDatabaseError(error)) throw error;
    const reason = error.message.split('\n')[0];
    throw new CorruptArtefactError({
      message: `The shard cannot be read: ${reason}`,
      file,
      remedy,
      cause: error,
    });
  } finally {
    close();
  }
}

function isDatabaseError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(IO|Invalid|Binder|Serialization|Catalog)\b.*Error|parquet/i.test(error.message)
  );
}
