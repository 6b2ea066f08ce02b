export {
  createTokenizer,
  type DecodeOptions,
  type EncodeOptions,
  readTokenizer,
  type Tokenizer,
} from './tokenizer.ts';
export { parseTokenizerFile, readTokenizerFile, type TokenizerFile } from './tokenizer-file.ts';
export { formatTokenizerFile, tokenizerFileFromTokens } from './tokenizer-writer.ts';
export { type VocabularyToken, type VocabularyTokenKind, vocabularyTokens } from './vocabulary-token.ts';
