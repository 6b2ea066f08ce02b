import { open, stat } from 'node:fs/promises';
import { DuckDBBlobValue } from '@duckdb/node-api';
import { throwIfInterrupted } from '../../core/errors.ts';
import { decode } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
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
      yield { reason: 'damaged-file', value: await damageOf(path, error) };
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
  const types = new Map(
    described
      .getRowObjects()
      .map(({ column_name, column_type }) => [String(column_name), String(column_type)]),
  );
  const problem = problemOf(types, textField);
  if (problem !== undefined) {
    yield { reason: 'no-text-field', value: problem };
    return;
  }
  const names = [...new Set([textField, ...knownColumns])].filter((name) => types.has(name));
  const start = from.at + from.skip;
  const end = Number.isFinite(to) ? ` AND file_row_number < ${to}` : '';
  const columns = names.map((name) => {
    const column = `"${name.replaceAll('"', '""')}"`;
    // Texts that are not marked as such come as bytes; as text they would be written in escapes.
    return types.get(name) === 'BLOB' ? column : `CAST(${column} AS VARCHAR)`;
  });
  const result = await database.stream(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE file_row_number >= ${start}${end}`,
  );
  let row = start;
  for (;;) {
    throwIfInterrupted(signal);
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    for (const values of chunk.getRows()) {
      row += 1;
      const next = { at: row, skip: 0 };
      const fields = Object.fromEntries(names.map((name, index) => [name, textOf(values[index])]));
      if (fields[textField] === 'not-text') {
        yield { reason: 'invalid-utf8', value: `row ${row}: its bytes are no text`, next };
        continue;
      }
      const found = fieldsOfText(fields, textField, { row });
      if (found) yield { ...found, next };
      else yield { reason: 'no-text', value: `row ${row}`, next };
    }
  }
}

/** Why a column cannot be read as text; undefined when it can. */
function problemOf(types: ReadonlyMap<string, string>, textField: string): string | undefined {
  const type = types.get(textField);
  if (type === undefined) {
    const others = [...types.keys()].filter((column) => column !== 'file_row_number').join(', ');
    return `no column "${textField}" among ${others}`;
  }
  if (/^(VARCHAR|BLOB|JSON|UUID|ENUM\b.*)$/.test(type)) return undefined;
  const kind = /\[\d*\]$/.test(type)
    ? 'lists'
    : /^STRUCT/.test(type)
      ? `records (${fieldNames(type)})`
      : /^MAP/.test(type)
        ? 'maps'
        : `values of type ${type}`;
  return `the column "${textField}" holds ${kind}, not texts`;
}

function fieldNames(struct: string): string {
  return [...struct.matchAll(/(?:\(|, )("[^"]+"|\w+) /g)]
    .map(([, name = '']) => name.replaceAll('"', ''))
    .join(', ');
}

/** A value as it continues: bytes are decoded. */
function textOf(value: unknown): unknown {
  if (!(value instanceof DuckDBBlobValue)) return value;
  const detection = detectEncoding(value.bytes);
  return 'encoding' in detection && !detection.isDamaged
    ? decode(detection.encoding, value.bytes)
    : 'not-text';
}

/** What is wrong with a Parquet file, without the words of the library. */
async function damageOf(path: string, error: Error): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
    await handle.read(head, 0, 4, 0);
    await handle.read(tail, 0, 4, Math.max(0, size - 4));
    const [first, last] = [head.toString('latin1'), tail.toString('latin1')];
    if (first === 'PARE' || last === 'PARE') return 'it is encrypted';
    if (first !== 'PAR1') return 'it is no Parquet file';
    if (last !== 'PAR1') return 'the end of the file is missing';
  } finally {
    await handle.close();
  }
  if (/utf-?8|invalid unicode/i.test(error.message))
    return 'a column that says it holds text holds other bytes';
  return 'a part of it cannot be unpacked';
}

function isParquetError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(IO|Invalid|Binder|Serialization|Conversion)\b.*Error|parquet|snappy|zstd/i.test(error.message)
  );
}
