export {
  type Database,
  databaseVersion,
  quote,
  quotePath,
  withDatabase,
  writeParquet,
} from './database.ts';
export { findHubFiles, hubCommit } from './hub/find-hub-files.ts';
export { fetchRemoteFile } from './hub/remote-file.ts';
export {
  documentRowSchema,
  documentSelect,
  type ReadOptions,
  readDocumentShard,
  readDocuments,
  readRejects,
  toDocumentRecord,
} from './read-documents.ts';
export { type RowQuery, readRows, shardFiles } from './read-rows.ts';
export type { DocumentRecord, RejectRecord, Source } from './record.ts';
export { type DocumentSink, type ShardFiles, writeDocuments } from './tables.ts';
