import { z } from 'zod';
import { fromSystemError, throwIfInterrupted } from '../core/errors.ts';
import type { RunShard, ShardContext } from '../core/executor.ts';
import { hashFile, sha256 } from '../core/fingerprint.ts';
import { parseWith } from '../core/schema.ts';
import { repairLegacyLetters } from '../language/index.ts';
import { isReject, type ReadOutcome, type ReadReason, readReasons } from './reader.ts';
import { readerFor } from './readers.ts';
import { type DocumentRecord, type Source, sourceSchema } from './record.ts';
import { type DocumentSink, writeDocuments } from './tables.ts';

const fileSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  /** Absent for a file that no reader takes. */
  source: sourceSchema.optional(),
});

const shardInputSchema = z.strictObject({
  files: z.array(fileSchema),
  documents: z.string(),
  rejects: z.string(),
  temporaryFolder: z.string(),
});

export type ShardInput = z.infer<typeof shardInputSchema>;
type ShardFile = ShardInput['files'][number];

/** What reading one shard of files gave. */
export const shardOutputSchema = z.strictObject({
  documents: z.int(),
  characters: z.int(),
  rejects: z.record(z.string(), z.int()),
  licences: z.array(z.string()),
  /** The first file that gave nothing, for the error when every file does. */
  firstReject: z
    .strictObject({
      path: z.string(),
      reason: z.enum(Object.keys(readReasons) as ReadReason[]),
      value: z.string(),
    })
    .optional(),
});

export type ShardOutput = z.infer<typeof shardOutputSchema>;

/** Reads the files of one shard and writes its Parquet files. */
export const runShard: RunShard = async (input, context) => {
  const { files, ...places } = parseWith(shardInputSchema, input);
  const output: ShardOutput = { documents: 0, characters: 0, rejects: {}, licences: [] };
  const readFiles = async (sink: DocumentSink) => {
    for (const file of files) await readFileInto(file, sink, output, context);
  };
  await writeDocuments(places, readFiles, context.signal);
  return output;
};

async function readFileInto(
  file: ShardFile,
  sink: DocumentSink,
  output: ShardOutput,
  { signal }: ShardContext,
): Promise<void> {
  throwIfInterrupted(signal);
  const reader = readerFor(file.path);
  try {
    if (!reader || !file.source) {
      await reject({ reason: 'unsupported-format', value: file.name }, file, sink, output);
      return;
    }
    for await (const outcome of reader.read(file.path, signal)) {
      if (isReject(outcome)) {
        await reject(outcome, file, sink, output);
        continue;
      }
      const record = toRecord(outcome, file, file.source);
      sink.document(record);
      output.documents += 1;
      output.characters += record.text.length;
      if (!output.licences.includes(file.source.licence)) output.licences.push(file.source.licence);
    }
  } catch (error) {
    throw fromSystemError(error, file.path);
  }
}

function toRecord(
  outcome: Exclude<ReadOutcome, { reason: unknown }>,
  file: ShardFile,
  source: Source,
): DocumentRecord {
  // Unpaired surrogates have no UTF-8 form; one space each keeps the page starts right. So for zero characters.
  const storable = outcome.text.toWellFormed().replaceAll('\0', ' ');
  const { text, replaced } = repairLegacyLetters(storable);
  return {
    id: sha256(text),
    text,
    source: { ...source, address: outcome.address ?? source.address },
    pageStarts: outcome.pageStarts ?? [],
    metadata: { file: file.name, ...outcome.metadata, ...(replaced > 0 ? { legacyLetters: replaced } : {}) },
  };
}

async function reject(
  { reason, value }: { readonly reason: ReadReason; readonly value: string },
  file: ShardFile,
  sink: DocumentSink,
  output: ShardOutput,
): Promise<void> {
  sink.reject({
    id: await hashFile(file.path),
    sourceName: file.source?.name ?? '',
    sourceAddress: file.source?.address ?? '',
    stage: 'read',
    reason,
    value: value === file.name ? value : `${file.name}: ${value}`,
    text: '',
  });
  output.rejects[reason] = (output.rejects[reason] ?? 0) + 1;
  output.firstReject ??= { path: file.path, reason, value };
}
