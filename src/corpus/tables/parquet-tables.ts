import type { DuckDBAppender } from '@duckdb/node-api';
import { type Database, withDatabase, writeParquet } from '../../documents/index.ts';

/** The sorts of column that a corpus has. */
export type ColumnSort = 'text' | 'integer' | 'texts' | 'integers';

export type Columns = Readonly<Record<string, ColumnSort>>;

interface Values {
  readonly text: string;
  readonly integer: number;
  readonly texts: readonly string[];
  readonly integers: readonly number[];
}

/** A row of a table with these columns. */
export type RowOf<Table extends Columns> = { readonly [Name in keyof Table]: Values[Table[Name]] };

const sqlTypes = { text: 'VARCHAR', integer: 'INTEGER', texts: 'VARCHAR[]', integers: 'INTEGER[]' } as const;
const flushEveryRows = 2048;

/** A Parquet file to write: its columns in order and where it goes. */
export interface TableFile<Table extends Columns> {
  readonly columns: Table;
  readonly file: string;
  /** Columns to sort the rows by; as they came when absent. */
  readonly order?: string;
}

/** Takes the rows of one table, in order. */
export type Append<Table extends Columns> = (row: RowOf<Table>) => void;

type Appends<Tables extends Readonly<Record<string, Columns>>> = {
  readonly [Name in keyof Tables]: Append<Tables[Name]>;
};

/**
 * Writes Parquet files side by side: `fill` gives their rows, then each file is written whole. The
 * same rows in the same order give the same bytes. What does not fit in memory waits on disk.
 */
export async function writeTables<Tables extends Readonly<Record<string, Columns>>, Result>(
  tables: { readonly [Name in keyof Tables]: TableFile<Tables[Name]> },
  temporaryFolder: string,
  fill: (append: Appends<Tables>) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  return withDatabase(
    temporaryFolder,
    async (database) => {
      const entries = Object.entries(tables) as [keyof Tables & string, TableFile<Columns>][];
      const open = new Map<string, { append: Append<Columns>; close: () => void }>();
      for (const [name, { columns }] of entries) open.set(name, await openTable(database, name, columns));
      const append: Record<string, Append<Columns>> = {};
      for (const [name, table] of open) append[name] = table.append;
      const result = await fill(append as Appends<Tables>).finally(() => {
        for (const { close } of open.values()) close();
      });
      for (const [name, { file, order }] of entries) {
        const query = `FROM "${name}"${order ? ` ORDER BY ${order}` : ''}`;
        await writeParquet(database, query, file, temporaryFolder);
        await database.run(`DROP TABLE "${name}"`);
      }
      return result;
    },
    signal,
  );
}

async function openTable(database: Database, name: string, columns: Columns) {
  const { INTEGER, LIST, VARCHAR } = await import('@duckdb/node-api');
  const listTypes = { texts: LIST(VARCHAR), integers: LIST(INTEGER) };
  const declared = Object.entries(columns).map(([column, sort]) => `"${column}" ${sqlTypes[sort]}`);
  await database.run(`CREATE TABLE "${name}" (${declared.join(', ')})`);
  const appender: DuckDBAppender = await database.createAppender(name);
  const sorts = Object.entries(columns);
  let rows = 0;
  return {
    append(row: RowOf<Columns>) {
      for (const [column, sort] of sorts) {
        const value = row[column];
        if (sort === 'text') appender.appendVarchar(String(value));
        else if (sort === 'integer') appender.appendInteger(Number(value));
        else appender.appendList([...(value as readonly (string | number)[])], listTypes[sort]);
      }
      appender.endRow();
      rows += 1;
      if (rows % flushEveryRows === 0) appender.flushSync();
    },
    close: () => appender.closeSync(),
  };
}
