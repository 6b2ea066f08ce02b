import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type DocumentRecord, metadataSchema, type RejectRecord } from '../record.ts';
import { readRows, shardFiles } from './read-rows.ts';

/** How to read: an abort signal. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

export const documentSelect =
  'id, text, source_name, source_address, source_licence, retrieved, kind, page_starts, metadata';

/** A row of a documents shard. */
export const documentRowSchema = z.object({
  id: z.string(),
  text: z.string(),
  source_name: z.string(),
  source_address: z.string(),
  source_licence: z.string(),
  retrieved: z.string(),
  kind: z.string(),
  page_starts: z.object({ items: z.array(z.int()) }),
  metadata: z.string(),
});

const rejectRowSchema = z.object({
  id: z.string(),
  source_name: z.string(),
  source_address: z.string(),
  stage: z.string(),
  reason: z.string(),
  value: z.string(),
  text: z.string(),
});

/** Turns a row into a record. `file` goes into errors. */
export function toDocumentRecord(row: z.output<typeof documentRowSchema>, file: string): DocumentRecord {
  const source = { file, family: 'corrupt', remedy: 'Delete the artefact and build it again.' } as const;
  return {
    id: row.id,
    text: row.text,
    source: {
      name: row.source_name,
      address: row.source_address,
      licence: row.source_licence,
      retrieved: row.retrieved,
      kind: row.kind,
    },
    pageStarts: row.page_starts.items,
    metadata: parseWith(metadataSchema, parseJson(row.metadata, source), source),
  };
}

/** Streams the documents of one Parquet shard, in order. */
export async function* readDocumentShard(
  file: string,
  options: ReadOptions = {},
): AsyncGenerator<DocumentRecord> {
  const query = { schema: documentRowSchema, columns: documentSelect, signal: options.signal };
  for await (const row of readRows(file, query)) yield toDocumentRecord(row, file);
}

/**
 * Streams every document of a documents (or corpus) artefact, in the order it was written; one shard is
 * open at a time.
 * @throws CorruptArtefactError when a shard is damaged.
 */
export async function* readDocuments(
  artefact: Artefact,
  options: ReadOptions = {},
): AsyncGenerator<DocumentRecord> {
  for (const file of await shardFiles(artefact.directory, 'documents')) {
    yield* readDocumentShard(file, options);
  }
}

/** Streams what a documents or corpus artefact left out, with the reasons. */
export async function* readRejects(
  artefact: Artefact,
  options: ReadOptions = {},
): AsyncGenerator<RejectRecord> {
  const columns = 'id, source_name, source_address, stage, reason, value, text';
  for (const file of await shardFiles(artefact.directory, 'rejects')) {
    for await (const row of readRows(file, { schema: rejectRowSchema, columns, signal: options.signal })) {
      const { source_name: sourceName, source_address: sourceAddress, ...rest } = row;
      yield { ...rest, sourceName, sourceAddress };
    }
  }
}
