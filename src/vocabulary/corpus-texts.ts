import { z } from 'zod';
import type { Artefact } from '../core/artefact/manifest.ts';
import { readRows, shardFiles } from '../documents/index.ts';

const textSchema = z.strictObject({ id: z.string(), text: z.string() });

/** A document of the corpus, with what encoding it needs. */
export type CorpusText = z.output<typeof textSchema>;

/** The Parquet shards of a corpus, in order. */
export function corpusShards(corpus: Artefact): Promise<string[]> {
  return shardFiles(corpus.directory, 'documents');
}

/** Streams the train split of one corpus shard, in order. @throws CorruptArtefactError */
export function readTrainTexts(file: string, signal: AbortSignal): AsyncGenerator<CorpusText> {
  return readRows(file, { schema: textSchema, columns: 'id, text', where: "split = 'train'", signal });
}

/** Streams the held-out part of a whole corpus, in order. @throws CorruptArtefactError */
export async function* readHeldOutTexts(corpus: Artefact, signal: AbortSignal): AsyncGenerator<CorpusText> {
  for (const file of await corpusShards(corpus)) {
    yield* readRows(file, { schema: textSchema, columns: 'id, text', where: "split = 'held-out'", signal });
  }
}
