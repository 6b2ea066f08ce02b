import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { spaceMark } from '../tokenizer/tokenizer-file.ts';
import type { VocabularyToken } from '../tokenizer/vocabulary-token.ts';

/**
 * The tokens that a tokeniser does not give for their own text, by id. Byte-pair encoding then gives
 * them for no text at all: whatever merges a stretch into one token does so alone too. Bytes are left
 * out, because they stand for what has no token.
 */
export function unreachableTokens(tokenizer: Tokenizer, tokens: readonly VocabularyToken[]): number[] {
  const isReached = ({ text, kind }: VocabularyToken, id: number) => {
    if (kind === 'byte') return true;
    // Added tokens are looked for before spaces are replaced, so theirs stay as they are.
    const plain = kind === 'normal' ? text.replaceAll(spaceMark, ' ') : text;
    const ids = tokenizer.encode(plain, { special: kind !== 'normal' });
    return ids.length === 1 && ids[0] === id;
  };
  return [...tokens.entries()].filter(([id, token]) => !isReached(token, id)).map(([id]) => id);
}
