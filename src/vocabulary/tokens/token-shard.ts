import { z } from 'zod';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { readTrainTexts } from '../corpus-texts.ts';
import { threadTokenizer } from '../tokenizer/thread-tokenizer.ts';
import type { TokenDocument, TokenShardSizes } from './tokens-format.ts';
import { writeTokenShard } from './write-tokens.ts';

const inputSchema = z.strictObject({
  /** A Parquet shard of the corpus. */
  corpusFile: z.string(),
  vocabularyFile: z.string(),
  vocabularyFingerprint: z.string(),
  /** The folder that gets this file's token shards, numbered from 0. */
  directory: z.string(),
  tokensPerShard: z.int().positive(),
});

/** Encodes the train split of one corpus shard into token shards; returns their sizes. */
export const runShard: RunShard = async (input, { signal }) => {
  const settings = parseWith(inputSchema, input);
  const { corpusFile, directory, tokensPerShard } = settings;
  const tokenizer = await threadTokenizer(settings.vocabularyFile, settings.vocabularyFingerprint);
  const facts = { vocabularySize: tokenizer.vocabularySize, masked: false };
  const eos = tokenizer.tokenId('<eos>') ?? 1;
  const parts: TokenShardSizes[] = [];
  let documents: TokenDocument[] = [];
  let tokens = 0;
  let characters = 0;

  async function finishPart(): Promise<void> {
    if (documents.length === 0) return;
    parts.push(await writeTokenShard(directory, parts.length, documents, facts));
    documents = [];
    tokens = 0;
  }

  for await (const { id, text } of readTrainTexts(corpusFile, signal)) {
    const encoded = tokenizer.encode(text, { addBos: true });
    const closed = new Uint32Array(encoded.length + 1);
    closed.set(encoded);
    closed[encoded.length] = eos;
    documents.push({ id, tokens: closed });
    tokens += closed.length;
    characters += text.length;
    if (tokens >= tokensPerShard) await finishPart();
  }
  await finishPart();
  return { parts: parts.map(({ tokens, documents }) => ({ tokens, documents })), characters };
};
