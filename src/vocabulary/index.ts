export { type EmbeddingRows, formatEmbeddingRows, readEmbeddingRows } from './embedding-rows.ts';
export { fertilitySchema, measureFertility, type TextFertility } from './fertility.ts';
export { readTokenIndex, readTokenShard, type TokenShard } from './read-tokens.ts';
export {
  createTokenizer,
  type DecodeOptions,
  type EncodeOptions,
  readTokenizer,
  type Tokenizer,
} from './tokenizer.ts';
export { parseTokenizerFile, readTokenizerFile, spaceMark, type TokenizerFile } from './tokenizer-file.ts';
export { formatTokenizerFile, tokenizerFileFromTokens } from './tokenizer-writer.ts';
export {
  type TokenDocument,
  type TokenIndex,
  type TokenShardSizes,
  tokenIndexSchema,
} from './tokens-format.ts';
export { createScriptOf } from './trim/token-script.ts';
export { type VocabularyToken, type VocabularyTokenKind, vocabularyTokens } from './vocabulary-token.ts';
export { type TokenShardFacts, writeTokenIndex, writeTokenShard } from './write-tokens.ts';
