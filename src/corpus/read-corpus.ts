import { z } from 'zod';
import type { Artefact } from '../core/artefact/manifest.ts';
import {
  type DocumentRecord,
  documentRowSchema,
  documentSelect,
  type ReadOptions,
  readRows,
  shardFiles,
  toDocumentRecord,
} from '../documents/index.ts';

/** Documents to train on, and documents set aside to measure with. */
export type Split = 'train' | 'held-out';

/** A document of a corpus. */
export interface CorpusDocument extends DocumentRecord {
  readonly split: Split;
  /** How many documents had this text or nearly this text; one is kept. */
  readonly clusterSize: number;
  /** What sort of language it is: religious, news, school, … */
  readonly register: string;
}

/** Which documents of a corpus to read; all when no split is named. A document may have copies. */
export interface CorpusOptions extends ReadOptions {
  readonly split?: Split;
}

const corpusRowSchema = documentRowSchema.extend({
  split: z.enum(['train', 'held-out']),
  cluster_size: z.int(),
  register: z.string(),
});

/** Streams the documents of one Parquet shard of a corpus, in order. */
export async function* readCorpusShard(
  file: string,
  options: CorpusOptions = {},
): AsyncGenerator<CorpusDocument> {
  const rows = readRows(file, {
    schema: corpusRowSchema,
    columns: `${documentSelect}, split, cluster_size, register`,
    where: options.split && `split = '${options.split}'`,
    signal: options.signal,
  });
  for await (const row of rows) {
    const { split, cluster_size: clusterSize, register } = row;
    yield { ...toDocumentRecord(row, file), split, clusterSize, register };
  }
}

/**
 * Streams the documents of a corpus in the order it was written, one shard open at a time.
 * @throws CorruptArtefactError when a shard is damaged.
 */
export async function* readCorpus(
  corpus: Artefact,
  options: CorpusOptions = {},
): AsyncGenerator<CorpusDocument> {
  for (const file of await shardFiles(corpus.directory, 'documents')) yield* readCorpusShard(file, options);
}
