export { type EmbeddingRows, formatEmbeddingRows, readEmbeddingRows } from './reshape/embedding-rows.ts';
export { fertilitySchema, measureFertility, type TextFertility } from './reshape/fertility.ts';
export { formatTokenizerFile, tokenizerFileFromTokens } from './reshape/tokenizer-writer.ts';
export { createScriptOf } from './reshape/trim/token-script.ts';
export {
  createTokenizer,
  type DecodeOptions,
  type EncodeOptions,
  readTokenizer,
  type Tokenizer,
} from './tokenizer/tokenizer.ts';
export {
  parseTokenizerFile,
  readTokenizerFile,
  spaceMark,
  type TokenizerFile,
} from './tokenizer/tokenizer-file.ts';
export {
  type VocabularyToken,
  type VocabularyTokenKind,
  vocabularyTokens,
} from './tokenizer/vocabulary-token.ts';
export { readTokenIndex, readTokenShard, type TokenShard } from './tokens/read-tokens.ts';
export {
  type TokenDocument,
  type TokenIndex,
  type TokenShardSizes,
  tokenIndexSchema,
} from './tokens/tokens-format.ts';
export { type TokenShardFacts, writeTokenIndex, writeTokenShard } from './tokens/write-tokens.ts';
