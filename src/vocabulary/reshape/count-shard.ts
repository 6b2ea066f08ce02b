import { z } from 'zod';
import type { RunShard } from '../../core/executor.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { parseWith } from '../../core/schema.ts';
import { readTrainTexts } from '../corpus-texts.ts';
import { threadTokenizer } from '../tokenizer/thread-tokenizer.ts';
import { createWordCounts } from './extend/word-counts.ts';

const inputSchema = z.strictObject({
  /** A Parquet shard of the corpus. */
  corpusFile: z.string(),
  tokenizerFile: z.string(),
  checkpointFingerprint: z.string(),
  /** Where the counts go ({@link shardCountsSchema}). */
  countsFile: z.string(),
  /** Whether to count words and tokens; each takes its time. */
  words: z.boolean(),
  tokens: z.boolean(),
});

/** What one corpus shard holds: words and tokens with their counts. */
export const shardCountsSchema = z.strictObject({
  words: z.array(z.tuple([z.string(), z.int().positive()])),
  tokens: z.array(z.tuple([z.int().nonnegative(), z.int().positive()])),
});

/** Counts the words and tokens of the train split of one corpus shard. */
export const runShard: RunShard = async (input, { signal }) => {
  const settings = parseWith(inputSchema, input);
  const { corpusFile, countsFile } = settings;
  const tokenizer = settings.tokens
    ? await threadTokenizer(settings.tokenizerFile, settings.checkpointFingerprint)
    : undefined;
  const uses = new Float64Array(tokenizer?.vocabularySize ?? 0);
  const words = createWordCounts();
  let documents = 0;
  for await (const { text } of readTrainTexts(corpusFile, signal)) {
    documents += 1;
    if (settings.words) words.addText(text);
    for (const id of tokenizer?.encode(text) ?? []) uses[id] = (uses[id] ?? 0) + 1;
  }
  const tokens = [...uses.entries()].filter(([, count]) => count > 0);
  await writeFileAtomically(countsFile, JSON.stringify({ words: words.sorted(), tokens }));
  return { documents };
};
