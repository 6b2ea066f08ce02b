import { z } from 'zod';

const shardSchema = z.strictObject({
  tokens: z.int().nonnegative(),
  documents: z.int().nonnegative(),
  /** The file with the ids of its documents. */
  documentIds: z.string(),
});

/** `index.json` of a tokens artefact; the trainer reads the same file. */
export const tokenIndexSchema = z.strictObject({
  vocabularySize: z.int().positive(),
  /** Shard N is `tokens-N.bin`, `documents-N.bin`, `ids-N.json` and, when masked, `labels-N.bin` (five digits). */
  shards: z.array(shardSchema),
  tokens: z.int().nonnegative(),
  documents: z.int().nonnegative(),
  /** Whether labels say which tokens count for the loss (instruction data); otherwise all do. */
  masked: z.boolean(),
});

export type TokenIndex = z.output<typeof tokenIndexSchema>;

/** What is known of a shard: its sizes. */
export type TokenShardSizes = Pick<TokenIndex['shards'][number], 'tokens' | 'documents'>;

/** A document as tokens; by convention `<bos>` first, `<eos>` last. */
export interface TokenDocument {
  /** The document's id in the corpus, or any name that finds it again. */
  readonly id: string;
  readonly tokens: ArrayLike<number>;
  /** 1 where a token counts for the loss, else 0; needed in masked artefacts, absent in others. */
  readonly labels?: ArrayLike<number>;
}

/** The file names of a shard. */
export function tokenShardFiles(number: number) {
  const suffix = String(number).padStart(5, '0');
  return {
    tokens: `tokens-${suffix}.bin`,
    documents: `documents-${suffix}.bin`,
    labels: `labels-${suffix}.bin`,
    ids: `ids-${suffix}.json`,
  };
}

/** The index of shards in their order. */
export function tokenIndex(
  shards: readonly TokenShardSizes[],
  facts: Pick<TokenIndex, 'vocabularySize' | 'masked'>,
): TokenIndex {
  return {
    vocabularySize: facts.vocabularySize,
    shards: shards.map(({ tokens, documents }, number) => ({
      tokens,
      documents,
      documentIds: tokenShardFiles(number).ids,
    })),
    tokens: shards.reduce((sum, shard) => sum + shard.tokens, 0),
    documents: shards.reduce((sum, shard) => sum + shard.documents, 0),
    masked: facts.masked,
  };
}
