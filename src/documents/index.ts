export { type Detection, detectEncoding } from './encoding/detect-encoding.ts';
export { findHubFiles, hubCommit } from './hub/find-hub-files.ts';
export { fetchRemoteFile } from './hub/remote-file.ts';
export type { DocumentRecord, RejectRecord, Source } from './record.ts';
export {
  type Database,
  databaseVersion,
  quote,
  quotePath,
  withDatabase,
  writeParquet,
} from './rows/database.ts';
export {
  documentRowSchema,
  documentSelect,
  type ReadOptions,
  readDocumentShard,
  readDocuments,
  readRejects,
  toDocumentRecord,
} from './rows/read-documents.ts';
export { type RowQuery, readRows, shardFiles } from './rows/read-rows.ts';
export { type DocumentSink, type ShardFiles, writeDocuments } from './rows/tables.ts';
