import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { RunShard } from '../core/executor.ts';
import { writeFileAtomically } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { type FileOutcome, type ReadPosition, readFilesFrom, startOf } from './input/read-files.ts';
import { ChangedFileError, rejectSchema, shardFileSchema } from './input/shard-files.ts';
import { isReject } from './reader.ts';
import { type DocumentSink, writeDocuments } from './rows/tables.ts';
import { toRecord, toRejectRecord } from './to-record.ts';

const pieceRows = 50_000;

const shardInputSchema = z.strictObject({
  files: z.array(shardFileSchema),
  /** Path of the Parquet files without the piece's number and the ending. */
  documents: z.string(),
  rejects: z.string(),
  /** Where the shard notes how far it has come. */
  progress: z.string(),
  temporaryFolder: z.string(),
  textField: z.string(),
  /** About how much text goes into one piece. */
  pieceCharacters: z.int().positive(),
});

export type ShardInput = z.infer<typeof shardInputSchema>;

/** What reading one shard of files gave. */
export const shardOutputSchema = z.strictObject({
  documents: z.int(),
  characters: z.int(),
  rejects: z.record(z.string(), z.int()),
  licences: z.array(z.string()),
  /** The first file that gave nothing, for the error when every file does. */
  firstReject: rejectSchema.extend({ path: z.string() }).optional(),
});

export type ShardOutput = z.infer<typeof shardOutputSchema>;

const progressSchema = z.strictObject({
  pieces: z.int(),
  file: z.int(),
  cursor: z.strictObject({ at: z.number(), skip: z.number(), items: z.int().optional() }),
  output: shardOutputSchema,
});

type Progress = z.infer<typeof progressSchema>;

/**
 * Reads the files of one shard and writes its Parquet files: `documents-IIIIIPPPP.parquet`, pieces of the
 * shard in order. A run that was stopped continues behind the last finished piece, to the same bytes.
 */
export const runShard: RunShard = async (input, { signal }) => {
  const shard = parseWith(shardInputSchema, input);
  const changed = new Set<string>();
  for (;;) {
    try {
      return await readShard(shard, changed, signal);
    } catch (error) {
      if (!(error instanceof ChangedFileError)) throw error;
      // What was read of it may be of two minds: the whole shard again, without it.
      changed.add(error.file.name);
      await removePieces(shard);
    }
  }
};

async function readShard(
  shard: ShardInput,
  changed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ShardOutput> {
  const progress = await loadProgress(shard);
  const { output } = progress;
  let { pieces } = progress;
  const outcomes = readFilesFrom(progress, { ...shard, changed }, signal);
  try {
    for (;;) {
      const number = String(pieces).padStart(4, '0');
      const { temporaryFolder } = shard;
      const files = {
        documents: `${shard.documents}${number}.parquet`,
        rejects: `${shard.rejects}${number}.parquet`,
        temporaryFolder,
      };
      const next = await writeDocuments(
        files,
        (sink) => fillPiece(sink, { outcomes, output, pieceCharacters: shard.pieceCharacters }),
        signal,
      );
      if (!next || next.file >= shard.files.length) break;
      pieces += 1;
      const reached: Progress = { pieces, file: next.file, cursor: next.cursor, output };
      await writeFileAtomically(shard.progress, JSON.stringify(reached));
    }
  } finally {
    await outcomes.return();
  }
  return output;
}

interface Filling {
  readonly outcomes: AsyncGenerator<FileOutcome, void, undefined>;
  /** Counts of the whole shard so far. */
  readonly output: ShardOutput;
  readonly pieceCharacters: number;
}

/** Fills one piece; says where the next one begins, or nothing when the files are at their end. */
async function fillPiece(
  sink: DocumentSink,
  { outcomes, output, pieceCharacters }: Filling,
): Promise<ReadPosition | undefined> {
  let characters = 0;
  let rows = 0;
  for (;;) {
    const { value, done } = await outcomes.next();
    if (done) return undefined;
    const { file, outcome, next } = value;
    rows += 1;
    if (isReject(outcome)) {
      sink.reject(toRejectRecord(outcome, file));
      output.rejects[outcome.reason] = (output.rejects[outcome.reason] ?? 0) + 1;
      output.firstReject ??= { path: file.path || file.name, reason: outcome.reason, value: outcome.value };
    } else if (file.source) {
      const record = toRecord(outcome, file, file.source);
      sink.document(record);
      characters += record.text.length;
      output.documents += 1;
      output.characters += record.text.length;
      if (!output.licences.includes(file.source.licence)) output.licences.push(file.source.licence);
    }
    if (next && (characters >= pieceCharacters || rows >= pieceRows)) return next;
  }
}

async function loadProgress(shard: ShardInput): Promise<Progress> {
  const text = await readFile(shard.progress, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    const source = {
      file: shard.progress,
      family: 'corrupt',
      remedy: 'Delete the draft and start again.',
    } as const;
    return parseWith(progressSchema, parseJson(text, source), source);
  }
  const output: ShardOutput = { documents: 0, characters: 0, rejects: {}, licences: [] };
  return { pieces: 0, file: 0, cursor: { ...startOf(shard.files[0]) }, output };
}

async function removePieces(shard: ShardInput): Promise<void> {
  await rm(shard.progress, { force: true });
  for (const path of [shard.documents, shard.rejects]) {
    const prefix = basename(path);
    for (const name of await readdir(dirname(path))) {
      if (name.startsWith(prefix)) await rm(join(dirname(path), name), { force: true });
    }
  }
}
