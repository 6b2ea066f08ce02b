import { describe, expect, it } from 'vitest';
import { tinyTokens, tinyVocabulary } from '../testing/tiny-vocabulary.ts';
import { createTokenizer } from '../tokenizer/tokenizer.ts';
import { tokenizerFileFromTokens } from './tokenizer-writer.ts';
import { unreachableTokens } from './unreachable.ts';

describe('unreachableTokens', () => {
  it('names the tokens that their own text does not give', () => {
    const whole = tinyVocabulary(tinyTokens);
    expect(unreachableTokens(createTokenizer(tokenizerFileFromTokens(whole)), whole)).toEqual([]);
    // Nothing makes a half of it, as when a vocabulary is cut by frequency alone.
    const cut = [...whole, { text: 'кабк', kind: 'normal' as const }];
    const file = tokenizerFileFromTokens(cut);
    expect(unreachableTokens(createTokenizer(file), cut)).toEqual([whole.length]);
  });
});
