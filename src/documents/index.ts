export { type Detection, detectEncoding } from './encoding/detect-encoding.ts';
export { findHubFiles, hubCommit } from './hub/find-hub-files.ts';
export { fetchRemoteFile } from './hub/remote-file.ts';
export { readOneFile } from './input/read-one-file.ts';
export { isReject, type ReadReason, type ReadReject, type ReadText, readReasons } from './reader.ts';
export { type DocumentRecord, type RejectRecord, type Source, sectionsSchema } from './record.ts';
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
