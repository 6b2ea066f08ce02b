import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { hashFile } from '../../../core/artefact/fingerprint.ts';
import { cacheFolder, sharedFolder } from '../../../core/configuration.ts';
import { BadInputError, fromSystemError } from '../../../core/errors.ts';
import { readJsonLinesFile } from '../../../core/json-lines.ts';
import { fetchRemoteFile, findHubFiles, quotePath, withDatabase } from '../../../documents/index.ts';

/** A row of a table, by column: strings, numbers, lists. */
export type Row = Readonly<Record<string, unknown>>;

/** A table that items are made of. */
export interface Table {
  readonly rows: readonly { readonly row: Row; readonly place: string }[];
  /** What the content is known by: the commit of a data set, the hash of a file. */
  readonly version: string;
}

/** Reads a file under the shared folder. @throws BadInputError when it is not there. */
export async function readSharedTable(path: string, signal: AbortSignal): Promise<Table> {
  const file = join(sharedFolder(), path);
  return { rows: await readTable(file, signal), version: await hashFile(file, signal) };
}

/**
 * Downloads and reads a data set of a hub: `hub:owner/name@revision[/config][/split]`. What was downloaded
 * is kept in the cache, by its hash.
 */
export async function readHubTable(address: string, licence: string, signal: AbortSignal): Promise<Table> {
  const files = await findHubFiles(address, { licence }, signal);
  const rows: Table['rows'][number][] = [];
  for (const { remote } of files) {
    rows.push(...(await readTable(await fetchRemoteFile(remote, cacheFolder(), signal), signal)));
  }
  return { rows, version: files[0]?.remote.commit ?? '' };
}

async function readTable(file: string, signal: AbortSignal): Promise<Table['rows']> {
  const ending = file.match(/\.(parquet|jsonl|tsv|csv|txt)$/)?.[1];
  const rows = await readerOf(ending, file)(file, signal);
  const name = basename(file).replace(/^[0-9a-f]{40,64}-/, '');
  return rows.map((row, index) => ({ row, place: `${name}, row ${index + 1}` }));
}

function readerOf(ending: string | undefined, file: string): typeof readLines {
  if (ending === 'jsonl') return readJson;
  if (ending === 'txt') return readLines;
  const table = tables[ending ?? ''];
  if (table) return (path, signal) => readWithDatabase(table(quotePath(path)), signal);
  throw new BadInputError({
    message: 'Items cannot be read from a file of this kind.',
    file,
    remedy: 'Name a .parquet, .jsonl, .csv, .tsv or .txt file.',
  });
}

async function readJson(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readJsonLinesFile(file, z.record(z.string(), z.unknown()))) rows.push(row);
  return rows;
}

async function readLines(file: string, _signal: AbortSignal): Promise<Row[]> {
  return (await linesOf(file)).map((text) => ({ text }));
}

/** Endings → the table function of the database. */
const tables: Readonly<Record<string, (path: string) => string>> = {
  parquet: (path) => `read_parquet(${path})`,
  csv: (path) => `read_csv(${path})`,
  // As pandas writes it: a cell with a quotation mark is in quotation marks.
  tsv: (path) => `read_csv(${path}, delim = '\t', quote = '"', header = true, all_varchar = true)`,
};

async function readWithDatabase(table: string, signal: AbortSignal): Promise<Row[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'soro-items-'));
  try {
    return await withDatabase(
      temporary,
      async (database) => {
        const result = await database.runAndReadAll(`SELECT * FROM ${table}`);
        return result.getRowObjectsJson();
      },
      signal,
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
