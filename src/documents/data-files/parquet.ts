import { stat } from 'node:fs/promises';
import { throwIfInterrupted } from '../../core/errors.ts';
import { type DocumentReader, partBytes, type ReadOptions, type ReadOutcome, wholeFile } from '../reader.ts';
import { type Database, openDatabase, quotePath } from '../rows/database.ts';
import { fieldsOfText } from './text-fields.ts';

/** The columns that {@link fieldsOfText} looks at beside the text. */
const knownColumns = [
  'title',
  'address',
  'url',
  'retrieved',
  'date',
  'timestamp',
  'subject',
  'section',
  'grade',
];

/** Reads Parquet files, a document a row, in order; large ones in parts of whole row groups. Streams. */
export const parquetReader: DocumentReader = {
  extensions: ['.parquet'],
  async *read(path, signal, options = wholeFile) {
    if ((await stat(path)).size === 0) {
      yield { reason: 'empty-file', value: '0 bytes' };
      return;
    }
    const { database, close } = await openDatabase();
    try {
      yield* readTable(database, path, options, signal);
    } catch (error) {
      throwIfInterrupted(signal);
      if (!isParquetError(error)) throw error;
      yield { reason: 'damaged-file', value: error.message.split('\n')[0]?.slice(0, 300) ?? '' };
    } finally {
      close();
    }
  },
  async split(path) {
    const { database, close } = await openDatabase();
    try {
      const groups = await database.runAndReadAll(
        `SELECT any_value(row_group_num_rows)::DOUBLE AS rows, sum(total_compressed_size)::DOUBLE AS bytes
         FROM parquet_metadata(${quotePath(path)}) GROUP BY row_group_id ORDER BY row_group_id`,
      );
      return startsOf(
        groups.getRowObjects().map(({ rows, bytes }) => ({ rows: Number(rows), bytes: Number(bytes) })),
      );
    } catch (error) {
      // Reading it will say what is wrong with it.
      if (isParquetError(error)) return [0];
      throw error;
    } finally {
      close();
    }
  },
};

function startsOf(groups: readonly { readonly rows: number; readonly bytes: number }[]): number[] {
  const starts = [0];
  let row = 0;
  let sizeBytes = 0;
  for (const group of groups) {
    if (sizeBytes >= partBytes) {
      starts.push(row);
      sizeBytes = 0;
    }
    row += group.rows;
    sizeBytes += group.bytes;
  }
  return starts;
}

async function* readTable(
  database: Database,
  path: string,
  { from, to, textField }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadOutcome, void, undefined> {
  const table = `read_parquet(${quotePath(path)}, file_row_number = true)`;
  const described = await database.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`);
  const columns = described.getRowObjects().map(({ column_name }) => String(column_name));
  if (!columns.includes(textField)) {
    const others = columns.filter((column) => column !== 'file_row_number').join(', ');
    yield { reason: 'no-text-field', value: `no column "${textField}" among ${others}` };
    return;
  }
  const names = [...new Set([textField, ...knownColumns])].filter((name) => columns.includes(name));
  const start = from.at + from.skip;
  const end = Number.isFinite(to) ? ` AND file_row_number < ${to}` : '';
  const result = await database.stream(
    `SELECT ${names.map((name) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`).join(', ')}
     FROM ${table} WHERE file_row_number >= ${start}${end}`,
  );
  let row = start;
  for (;;) {
    throwIfInterrupted(signal);
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    for (const values of chunk.getRows()) {
      const fields = Object.fromEntries(names.map((name, index) => [name, values[index]]));
      row += 1;
      const found = fieldsOfText(fields, textField, { row });
      const next = { at: row, skip: 0 };
      if (found) yield { ...found, next };
      else yield { reason: 'no-text', value: `row ${row}`, next };
    }
  }
}

function isParquetError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(IO|Invalid|Binder|Serialization|Conversion)\b.*Error|parquet|snappy|zstd/i.test(error.message)
  );
}
