import type { DuckDBAppender } from '@duckdb/node-api';
import { canonicalJson } from '../../core/artefact/fingerprint.ts';
import type { DocumentRecord, RejectRecord } from '../record.ts';
import { type Database, withDatabase, writeParquet } from './database.ts';

const documentColumns = `id VARCHAR, text VARCHAR, source_name VARCHAR, source_address VARCHAR,
  source_licence VARCHAR, retrieved VARCHAR, kind VARCHAR, page_starts INTEGER[], metadata VARCHAR`;
const rejectColumns = `id VARCHAR, source_name VARCHAR, source_address VARCHAR, stage VARCHAR,
  reason VARCHAR, value VARCHAR, text VARCHAR`;

/** Takes documents and rejects one by one, in order, on their way into Parquet files. */
export interface DocumentSink {
  document(record: DocumentRecord): void;
  reject(record: RejectRecord): void;
}

/** Where the two files of a shard go. */
export interface ShardFiles {
  readonly documents: string;
  readonly rejects: string;
  /** A folder on the same disk for files being written. */
  readonly temporaryFolder: string;
}

const flushEveryRows = 2048;

/**
 * Writes one shard: `fill` gives its documents and rejects, both files are then written whole. The
 * same records in the same order give the same bytes.
 */
export async function writeDocuments<Result>(
  files: ShardFiles,
  fill: (sink: DocumentSink) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const write = async (database: Database) => {
    await database.run(`CREATE TABLE documents (${documentColumns})`);
    await database.run(`CREATE TABLE rejects (${rejectColumns})`);
    const { sink, close } = await openSink(database);
    const result = await fill(sink).finally(close);
    await writeParquet(database, 'FROM documents', files.documents, files.temporaryFolder);
    await writeParquet(database, 'FROM rejects', files.rejects, files.temporaryFolder);
    return result;
  };
  return withDatabase(files.temporaryFolder, write, signal);
}

async function openSink(database: Database): Promise<{ sink: DocumentSink; close: () => void }> {
  const { INTEGER, LIST } = await import('@duckdb/node-api');
  const documents = await database.createAppender('documents');
  const rejects = await database.createAppender('rejects');
  const pageStartsType = LIST(INTEGER);
  const counted = { rows: 0 };
  const endRow = (appender: DuckDBAppender) => {
    appender.endRow();
    counted.rows += 1;
    if (counted.rows % flushEveryRows === 0) appender.flushSync();
  };
  const sink: DocumentSink = {
    document({ id, text, source, pageStarts, metadata }) {
      const { name, address, licence, retrieved, kind } = source;
      for (const value of [id, text, name, address, licence, retrieved, kind]) documents.appendVarchar(value);
      documents.appendList([...pageStarts], pageStartsType);
      documents.appendVarchar(canonicalJson(metadata));
      endRow(documents);
    },
    reject({ id, sourceName, sourceAddress, stage, reason, value, text }) {
      for (const field of [id, sourceName, sourceAddress, stage, reason, value, text]) {
        rejects.appendVarchar(field);
      }
      endRow(rejects);
    },
  };
  return {
    sink,
    close() {
      documents.closeSync();
      rejects.closeSync();
    },
  };
}
