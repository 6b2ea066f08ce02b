import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenDecoder } from './token-decoder.ts';

/** A vocabulary of bytes: the hardest case, every character of Tajik is two tokens. */
const detokenise = (tokens: readonly number[]) => new TextDecoder().decode(Uint8Array.from(tokens));

describe('TokenDecoder', () => {
  it('never cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const decoder = new TokenDecoder(detokenise);
        const pieces = [...new TextEncoder().encode(text)].map((byte) => decoder.push(byte));
        expect(pieces.join('') + decoder.flush()).toBe(text);
      }),
    );
  });

  it('leaves out a character that was never completed', () => {
    const decoder = new TokenDecoder(detokenise);
    const bytes = new TextEncoder().encode('ҷӣ');
    expect([...bytes.slice(0, 3)].map((byte) => decoder.push(byte)).join('')).toBe('ҷ');
    expect(decoder.flush()).toBe('');
  });
});
