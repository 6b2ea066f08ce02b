import { z } from 'zod';
import { matchesOf } from '../../core/known.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

const textSchema = z.strictObject({
  name: z.string(),
  /** Runs without white space. */
  words: z.int(),
  /** Unicode code points. */
  characters: z.int(),
  tokens: z.int(),
  /** 0 when there are no words. */
  tokensPerWord: z.number(),
  charactersPerToken: z.number(),
});

const vocabularySchema = z.strictObject({
  vocabularySize: z.int().positive(),
  /** Weights of the embedding, which is the output too. */
  embeddingParameters: z.int().positive(),
  texts: z.array(textSchema),
});

/** `fertility.json`: what a vocabulary costs and how many tokens it needs for texts. */
export const fertilitySchema = vocabularySchema.extend({
  /** Tokens that no text gives, by id. */
  unreachable: z.array(z.int()),
  /** The checkpoint's own vocabulary; absent when it was not changed. */
  before: vocabularySchema.optional(),
  /** Ordinary tokens by script; absent when nothing was trimmed. */
  scripts: z.record(z.string(), z.strictObject({ of: z.int(), kept: z.int() })).optional(),
  /** Tokens learned from the corpus. */
  added: z.int(),
});

/** The content of `fertility.json`. */
export type FertilityReport = z.output<typeof fertilitySchema>;

/** What one vocabulary costs. */
export type VocabularyCost = z.output<typeof vocabularySchema>;

/** How many tokens one text needs. */
export type TextFertility = z.output<typeof textSchema>;

/** Counts words, characters and tokens of texts given piece by piece (lines, documents). */
export async function measureFertility(
  tokenizer: Tokenizer,
  name: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<TextFertility> {
  let words = 0;
  let characters = 0;
  let tokens = 0;
  for await (const piece of pieces) {
    words += matchesOf(piece, /\S+/g).length;
    for (const _ of piece) characters += 1;
    tokens += tokenizer.encode(piece).length;
  }
  const ratio = (over: number, under: number) => (under === 0 ? 0 : Math.round((over / under) * 1e4) / 1e4);
  return {
    name,
    words,
    characters,
    tokens,
    tokensPerWord: ratio(tokens, words),
    charactersPerToken: ratio(characters, tokens),
  };
}
