import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Draft } from '../../core/artefact/draft.ts';
import {
  defineStage,
  requiredInput,
  type StageContext,
  type StageOutcome,
} from '../../core/artefact/stage.ts';
import { BadInputError } from '../../core/errors.ts';
import { exists } from '../../core/files.ts';
import { at } from '../../core/known.ts';
import { runShards } from '../../core/shards/shards.ts';
import { corpusShards } from '../corpus-texts.ts';
import { readTokenizer } from '../tokenizer/tokenizer.ts';
import { type TokenShardSizes, tokenShardFiles } from './tokens-format.ts';
import { writeTokenIndex } from './write-tokens.ts';

const settingsSchema = z.strictObject({
  tokensPerShard: z
    .int()
    .min(1)
    .default(4_000_000)
    .describe('a shard is closed with the document that reaches this many tokens'),
});

type TokensSettings = z.output<typeof settingsSchema>;

/** `tokens`: the train split of a corpus as token ids, ready for training. */
export const tokensStage = defineStage({
  name: 'tokens',
  kind: 'tokens',
  formatVersion: 1,
  inputs: { corpus: { kinds: ['corpus'] }, vocabulary: { kinds: ['vocabulary'] } },
  settings: settingsSchema,
  build,
});

const outputSchema = z.strictObject({
  parts: z.array(z.strictObject({ tokens: z.int(), documents: z.int() })),
  characters: z.int(),
});

async function build(context: StageContext<TokensSettings>): Promise<StageOutcome> {
  const { settings, inputs, draft, executor, progress, signal } = context;
  const corpus = requiredInput({ inputs }, 'corpus');
  const vocabulary = requiredInput({ inputs }, 'vocabulary');
  const vocabularyFile = join(vocabulary.directory, 'tokenizer.json');
  const { vocabularySize } = await readTokenizer(vocabularyFile);
  const files = await corpusShards(corpus);
  const task = progress.task('Encoding', { total: files.length, unit: 'shards' });
  const folders = files.map((file) => draft.resumePath('tokens', basename(file, '.parquet')));
  const outputs = await runShards({
    draft,
    executor,
    pass: 'tokens',
    module: new URL('./token-shard.ts', import.meta.url).href,
    shards: files.map((corpusFile, index) => ({
      id: basename(corpusFile, '.parquet'),
      input: {
        corpusFile,
        vocabularyFile,
        vocabularyFingerprint: vocabulary.manifest.fingerprint,
        directory: at(folders, index),
        tokensPerShard: settings.tokensPerShard,
      },
    })),
    output: outputSchema,
    task,
    signal,
  });
  const shards = await numberShards(
    draft,
    outputs.map(({ parts }, index) => ({ folder: at(folders, index), parts })),
  );
  const index = await writeTokenIndex(draft.directory, shards, { vocabularySize, masked: false });
  if (index.documents === 0) {
    throw new BadInputError({
      message: 'The corpus has no document in its train split.',
      file: corpus.directory,
      remedy: 'Give it more documents, or hold out a smaller share.',
    });
  }
  task.finish(`${index.tokens} tokens in ${index.documents} documents`);
  const characters = outputs.reduce((sum, output) => sum + output.characters, 0);
  return {
    counts: { tokens: index.tokens, documents: index.documents, shards: shards.length, characters },
    licences: corpus.manifest.licences,
  };
}

interface EncodedFile {
  readonly folder: string;
  readonly parts: readonly TokenShardSizes[];
}

/** Moves the shards of every corpus file into the artefact under one running number. */
async function numberShards(draft: Draft, encoded: readonly EncodedFile[]): Promise<TokenShardSizes[]> {
  const shards: TokenShardSizes[] = [];
  for (const { folder, parts } of encoded) {
    for (const [part, sizes] of parts.entries()) {
      const from = tokenShardFiles(part);
      const to = tokenShardFiles(shards.length);
      for (const key of ['tokens', 'documents', 'ids'] as const) {
        // A run that was stopped here has moved some of them already.
        if (!(await exists(draft.path(to[key])))) await rename(join(folder, from[key]), draft.path(to[key]));
      }
      shards.push(sizes);
    }
  }
  return shards;
}
