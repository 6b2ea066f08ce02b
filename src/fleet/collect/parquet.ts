import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Database, quotePath, withDatabase, writeParquet } from '../../documents/index.ts';
import { type Chain, Collection, chainSchema, type Received, receivedSchema } from './collection.ts';
import type { Encoding } from './store.ts';

/** Columns of the file: what was received, and a row for each chain (`kind` is then `chain`). */
const columns = [
  'school VARCHAR',
  'epoch INTEGER',
  'epoch_id VARCHAR',
  'sequence INTEGER',
  'key VARCHAR',
  'kind VARCHAR',
  'content VARCHAR',
];

const rowSchema = z.strictObject({
  school: z.string(),
  epoch: z.number(),
  epoch_id: z.string(),
  sequence: z.number(),
  key: z.string(),
  kind: z.string(),
  content: z.string(),
});

type Row = z.output<typeof rowSchema>;

const chainContentSchema = chainSchema.pick({ segment: true, receiptSecret: true, receivedAt: true });

/** A collection as one Parquet file, which DuckDB and every other program for tables reads. */
export const parquetEncoding: Encoding = {
  ending: 'parquet',
  encode: (collection) =>
    inFolder(async (database, folder) => {
      const { VARCHAR } = await import('@duckdb/node-api');
      await database.run(`CREATE TABLE home (${columns.join(', ')})`);
      const appender = await database.createAppender('home');
      for (const row of [...collection.items().map(itemRow), ...collection.chains().map(chainRow)]) {
        appender.appendVarchar(row.school);
        appender.appendInteger(row.epoch);
        appender.appendVarchar(row.epoch_id);
        appender.appendInteger(row.sequence);
        for (const text of [row.key, row.kind, row.content]) appender.appendValue(text, VARCHAR);
        appender.endRow();
      }
      appender.closeSync();
      const file = join(folder, 'home.parquet');
      await writeParquet(database, 'FROM home', file, folder);
      return readFile(file);
    }),
  decode: (bytes) =>
    inFolder(async (database, folder) => {
      const file = join(folder, 'home.parquet');
      await writeFile(file, bytes);
      const rows = z.array(rowSchema).parse(await rowsOf(database, `FROM read_parquet(${quotePath(file)})`));
      const chains = rows.filter(({ kind }) => kind === 'chain');
      const items = rows.filter(({ kind }) => kind !== 'chain');
      return Collection.of(items.map(receivedOf), chains.map(chainOf));
    }),
};

/** The rows of a query as plain objects. */
export async function rowsOf(database: Database, query: string): Promise<unknown[]> {
  const result = await database.runAndReadAll(query);
  return result.getRowObjectsJson();
}

/** DuckDB with a folder of its own. */
export async function inFolder<Result>(
  use: (database: Database, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-hub-'));
  try {
    return await withDatabase(folder, (database) => use(database, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function itemRow({ school, epoch, sequence, item }: Received): Row {
  const { key, kind, content } = item;
  return { school, epoch, epoch_id: '', sequence, key, kind, content: JSON.stringify(content) };
}

function receivedOf({ school, epoch, sequence, key, kind, content }: Row): Received {
  return receivedSchema.parse({ school, epoch, sequence, item: { key, kind, content: JSON.parse(content) } });
}

function chainRow({ school, epoch, sequence, segment, receiptSecret, receivedAt }: Chain): Row {
  const content = JSON.stringify({ segment, receiptSecret, receivedAt });
  return { school, epoch: epoch.number, epoch_id: epoch.id, sequence, key: '', kind: 'chain', content };
}

function chainOf({ school, epoch, epoch_id: id, sequence, content }: Row): Chain {
  const rest = chainContentSchema.parse(JSON.parse(content));
  return { school, epoch: { number: epoch, id }, sequence, ...rest };
}
