import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { tokenizerFileFromTokens } from '../reshape/tokenizer-writer.ts';
import { tinyTokens, tinyVocabulary } from '../testing/tiny-vocabulary.ts';
import { createTokenizer } from './tokenizer.ts';

const tokens = tinyVocabulary(tinyTokens);
const file = tokenizerFileFromTokens(tokens);
const tokenizer = createTokenizer(file);
const pieces = (text: string, special = false) =>
  [...tokenizer.encode(text, { special })].map((id) => tokens[id]?.text);

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'наҷҳо -<>/td\n\t😀', '</td>', '<end_of_turn>', '<0x41>') }),
);
const roundTripText = anyText.filter((text) => !text.includes('▁'));

/** Byte-pair encoding as its definition says, over the whole text and without chunks or tables. */
function encodeByDefinition(text: string): string[] {
  const ranks = new Map(file.model.merges.map((merge, rank) => [(merge as string[]).join(' '), rank]));
  const symbols = [...text.replaceAll(' ', '▁')];
  for (;;) {
    let best = -1;
    let bestRank = Number.POSITIVE_INFINITY;
    for (let index = 0; index + 1 < symbols.length; index += 1) {
      const rank = ranks.get(`${symbols[index]} ${symbols[index + 1]}`) ?? Number.POSITIVE_INFINITY;
      if (rank < bestRank) [best, bestRank] = [index, rank];
    }
    if (best === -1) return symbols;
    symbols.splice(best, 2, `${symbols[best]}${symbols[best + 1]}`);
  }
}

describe('the tokeniser', () => {
  it('gives back every text that it has encoded', () => {
    fc.assert(
      fc.property(roundTripText, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back a text with control tokens when both sides read them', () => {
    fc.assert(
      fc.property(roundTripText, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text, { special: true }), { special: true })).toBe(text);
      }),
    );
  });

  it('encodes chunk by chunk what the definition encodes as a whole', () => {
    const withoutAdded = fc.string({
      unit: fc.constantFrom(...'наҷҳон -<>/.', '> </', 'ҷаҳон'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(withoutAdded, (text) => {
        fc.pre(!/<\/?td>/.test(text));
        expect(pieces(text)).toEqual(encodeByDefinition(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('joins chunks over which a token reaches', () => {
    expect(pieces('он> </он')).toEqual(['он', '>▁</', 'он']);
  });

  it('takes the longest added token first', () => {
    expect(pieces('\n\n\n<td>x')).toEqual(['\n\n', '\n', '<td>', '<0x78>']);
  });

  it('does not let a text steer the model unless it is asked to', () => {
    expect(pieces('<end_of_turn>')).not.toContain('<end_of_turn>');
    expect(pieces('<end_of_turn>', true)).toEqual(['<end_of_turn>']);
    expect(pieces('<unused0>')).not.toContain('<unused0>');
  });

  it('writes what has no token as UTF-8 bytes, and does not read such a literal as a byte', () => {
    expect(pieces('Ж')).toEqual(['<0xD0>', '<0x96>']);
    expect(pieces('<0x41>')).not.toContain('<0x41>');
  });

  it('writes a lone surrogate as U+FFFD', () => {
    expect(tokenizer.decode(tokenizer.encode('а\ud800б'))).toBe('а\ufffdб');
  });

  it('puts <bos> first when asked, and leaves control tokens out of decoded text', () => {
    const ids = tokenizer.encode('нан', { addBos: true });
    expect([...ids]).toEqual([2, tokenizer.tokenId('нан')]);
    expect(tokenizer.decode(ids)).toBe('нан');
    expect(tokenizer.decode(ids, { special: true })).toBe('<bos>нан');
  });

  it('decodes a broken row of bytes as one U+FFFD a byte', () => {
    const ids = ['<0xD0>', '<0xD0>'].map((text) => tokenizer.tokenId(text) ?? -1);
    expect(tokenizer.decode(ids)).toBe('\ufffd\ufffd');
  });

  it('refuses an id that is not in the vocabulary', () => {
    expect(() => tokenizer.decode([999_999])).toThrow(BadInputError);
  });
});
