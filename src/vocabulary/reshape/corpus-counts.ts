import { basename } from 'node:path';
import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import type { StageContext } from '../../core/artefact/stage.ts';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { runShards } from '../../core/shards/shards.ts';
import { corpusShards } from '../corpus-texts.ts';
import { shardCountsSchema } from './count-shard.ts';
import { createWordCounts } from './extend/word-counts.ts';

/** What the train split of a corpus holds. */
export interface CorpusCounts {
  /** The most frequent first. */
  readonly words: [word: string, count: number][];
  /** Uses of each token, by id. */
  readonly tokens: Float64Array;
}

export interface CountOptions {
  /** The checkpoint's tokeniser. */
  readonly tokenizerFile: string;
  readonly checkpointFingerprint: string;
  readonly vocabularySize: number;
  readonly words: boolean;
  readonly tokens: boolean;
}

/**
 * Counts words and tokens of a corpus, shard by shard on the executor.
 * @throws BadInputError when the corpus has no document to learn from.
 */
export async function countCorpus(
  { draft, executor, progress, signal }: Omit<StageContext<unknown>, 'settings' | 'inputs'>,
  corpus: Artefact,
  options: CountOptions,
): Promise<CorpusCounts> {
  const files = await corpusShards(corpus);
  const task = progress.task('Counting words', { total: files.length, unit: 'shards' });
  const { vocabularySize, ...counted } = options;
  const shards = files.map((corpusFile) => {
    const id = basename(corpusFile, '.parquet');
    const countsFile = draft.resumePath('counts', `${id}.json`);
    return { id, input: { corpusFile, countsFile, ...counted } };
  });
  const outputs = await runShards({
    draft,
    executor,
    pass: 'counts',
    module: new URL('./count-shard.ts', import.meta.url).href,
    shards,
    output: z.strictObject({ documents: z.int() }),
    task,
    signal,
  });
  if (outputs.every(({ documents }) => documents === 0)) {
    throw new BadInputError({
      message: 'The corpus has no document in its train split.',
      file: corpus.directory,
      remedy: 'Give it more documents, or hold out a smaller share.',
    });
  }
  const words = createWordCounts();
  const tokens = new Float64Array(vocabularySize);
  for (const { input } of shards) {
    const source = { file: input.countsFile, family: 'corrupt' } as const;
    const counts = parseWith(shardCountsSchema, parseJson(await readText(input.countsFile), source), source);
    for (const [word, count] of counts.words) words.add(word, count);
    for (const [id, count] of counts.tokens) tokens[id] = (tokens[id] ?? 0) + count;
  }
  task.finish();
  return { words: words.sorted(), tokens };
}
