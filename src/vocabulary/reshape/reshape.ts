import { BadInputError, throwIfInterrupted } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import { createTokenizer, type Tokenizer } from '../tokenizer/tokenizer.ts';
import { spaceMark, type TokenizerFile } from '../tokenizer/tokenizer-file.ts';
import { type VocabularyToken, vocabularyTokens } from '../tokenizer/vocabulary-token.ts';
import type { CorpusCounts } from './corpus-counts.ts';
import type { EmbeddingRows } from './embedding-rows.ts';
import { learnTokens } from './extend/learn-tokens.ts';
import { tokenizerFileFromTokens } from './tokenizer-writer.ts';
import { chooseTokens, type Kept } from './trim/choose-tokens.ts';
import type { TrimSettings } from './trim/trim-settings.ts';

/** How a vocabulary is to change. */
export interface Reshaping {
  readonly trim?: TrimSettings | undefined;
  readonly extend?: { readonly tokens: number; readonly minimumCount: number } | undefined;
}

/** What the choice is made by. */
export interface ReshapeEvidence {
  /** Words and tokens of the corpus; zero and none without one. */
  readonly corpus: CorpusCounts;
  /** Uses of each token in the texts that are protected, by id. */
  readonly protectedUses: Float64Array;
}

/** A vocabulary that was trimmed, extended or both. */
export interface ReshapedVocabulary {
  readonly file: TokenizerFile;
  readonly rows: EmbeddingRows;
  /** What was kept by script; absent when nothing was trimmed. */
  readonly scripts?: Kept['scripts'];
}

/**
 * Trims and extends a vocabulary: the kept tokens in their old order (so `<pad>`, `<eos>`, `<bos>`, `<unk>`
 * stay 0 to 3), then the new ones in the order in which they were learned. The merges follow from that.
 * @throws BadInputError when the corpus does not give as many new tokens as are asked for.
 */
export function reshapeVocabulary(
  file: TokenizerFile,
  { trim, extend }: Reshaping,
  evidence: ReshapeEvidence,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): ReshapedVocabulary {
  const source = vocabularyTokens(file);
  requireOwnMerges(file, source);
  const { protectedUses, corpus } = evidence;
  const uses = {
    all: corpus.tokens.map((count, id) => count + (protectedUses[id] ?? 0)),
    protectedTexts: protectedUses,
  };
  const chosen = trim && chooseTokens(file, source, trim, uses);
  throwIfInterrupted(signal);
  const kept = chosen?.ids ?? [...source.keys()];
  const keptTokens = kept.map((id) => source[id]).filter((token) => token !== undefined);
  const added = extend ? learn(keptTokens, corpus.words, extend, progress, signal) : [];
  const original = createTokenizer(file);
  return {
    file: tokenizerFileFromTokens([
      ...keptTokens,
      ...added.map((text) => ({ text, kind: 'normal' as const })),
    ]),
    rows: {
      sourceVocabularySize: source.length,
      kept,
      added: added.map((text) => ({ text, parts: [...encodeToken(original, text)] })),
    },
    ...(chosen && { scripts: chosen.scripts }),
  };
}

/** Gemma's merges follow from its tokens; what is made here relies on that. */
function requireOwnMerges(file: TokenizerFile, tokens: readonly VocabularyToken[]): void {
  const key = (merge: unknown) => (Array.isArray(merge) ? merge.join(' ') : String(merge));
  const own = new Set(file.model.merges.map(key));
  const expected = tokenizerFileFromTokens(tokens).model.merges;
  const missing = expected.find((merge) => !own.has(key(merge)));
  if (missing === undefined && own.size === expected.length) return;
  throw new BadInputError({
    message: 'The merges of this tokeniser are not every way to cut its tokens in two, as in Gemma.',
    place: missing === undefined ? 'model.merges' : `model.merges: "${key(missing)}" is not among them`,
    remedy: 'Use the tokenizer.json of a Gemma 3 checkpoint, or one that Soro has written.',
  });
}

function learn(
  tokens: readonly VocabularyToken[],
  words: CorpusCounts['words'],
  extend: { readonly tokens: number; readonly minimumCount: number },
  progress: Progress,
  signal: AbortSignal,
): string[] {
  const task = progress.task('Learning tokens', { total: extend.tokens, unit: 'tokens' });
  const tokenizer = createTokenizer(tokenizerFileFromTokens(tokens));
  const learned = learnTokens({
    ...extend,
    texts: tokens.map(({ text }) => text),
    encode: (word) => encodeToken(tokenizer, word),
    words,
    signal,
    onToken: () => task.advance(),
  });
  if (learned.length < extend.tokens) {
    throw new BadInputError({
      message: `The corpus gives ${learned.length} new tokens, not ${extend.tokens}: no further pair occurs ${extend.minimumCount} times.`,
      place: 'extend',
      remedy: 'Ask for fewer tokens, lower extend.minimumCount, or give a larger corpus.',
    });
  }
  task.finish(`${learned.length} tokens from ${words.length} different words`);
  return learned.map(({ text }) => text);
}

function encodeToken(tokenizer: Tokenizer, text: string): Uint32Array {
  return tokenizer.encode(text.replaceAll(spaceMark, ' '));
}
