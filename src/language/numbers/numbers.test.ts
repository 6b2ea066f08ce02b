import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberToWords, ordinalToWords } from './number-to-words.ts';
import { wordsToNumber } from './words-to-number.ts';

const upTo = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('numberToWords', () => {
  it.each([
    [0, 'сифр'],
    [13, 'сездаҳ'],
    [31, 'сию як'],
    [125, 'саду бисту панҷ'],
    [1991, 'як ҳазору нӯҳсаду наваду як'],
    [2_000_003, 'ду миллиону се'],
    [-7, 'минус ҳафт'],
    ['3,25', 'се бутуну аз сад бисту панҷ'],
    ['0.5', 'сифр бутуну аз даҳ панҷ'],
    ['3/4', 'аз чор се'],
    ['12 500', 'дувоздаҳ ҳазору панҷсад'],
  ])('writes %s as %s', (number, words) => {
    expect(numberToWords(number)).toBe(words);
  });

  it('says what it cannot write', () => {
    expect(() => numberToWords('10000000000000000')).toThrow('too large');
    expect(() => numberToWords('1e5')).toThrow('not a number');
    expect(() => numberToWords('1/0')).toThrow('not a number');
  });
});

describe('ordinalToWords', () => {
  it.each([
    [1, 'якум'],
    [2, 'дуюм'],
    [3, 'сеюм'],
    [21, 'бисту якум'],
    [30, 'сиюм'],
    [1000, 'як ҳазорум'],
  ])('writes %s as %s', (number, words) => {
    expect(ordinalToWords(number)).toBe(words);
  });
});

describe('wordsToNumber', () => {
  it('reads back every whole number', () => {
    fc.assert(
      fc.property(upTo, fc.boolean(), (value, isNegative) => {
        const number = isNegative ? -value : value;
        expect(wordsToNumber(numberToWords(number))).toEqual({ text: String(number), isOrdinal: false });
      }),
      { numRuns: 2000 },
    );
    for (let value = 0; value < 3000; value += 1)
      expect(wordsToNumber(numberToWords(value))?.text).toBe(String(value));
  });

  it('reads back every ordinal', () => {
    fc.assert(
      fc.property(fc.oneof(upTo, fc.bigInt({ min: 1n, max: 2000n })), (value) => {
        if (value === 0n) return;
        expect(wordsToNumber(ordinalToWords(value))).toEqual({ text: String(value), isOrdinal: true });
      }),
    );
  });

  it('reads back decimals and fractions', () => {
    const digits = fc.stringMatching(/^\d{1,12}$/);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 6n }), digits, (whole, decimals) => {
        expect(wordsToNumber(numberToWords(`${whole},${decimals}`))?.text).toBe(`${whole},${decimals}`);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (part, all) => {
        expect(wordsToNumber(numberToWords(`${part}/${all}`))?.text).toBe(`${part}/${all}`);
      }),
    );
  });

  it('reads variants', () => {
    expect(wordsToNumber('чаҳорсаду ҳафдаҳ')?.text).toBe('417');
    expect(wordsToNumber('Ҳазору нӯҳсаду навад')?.text).toBe('1990');
    expect(wordsToNumber('ду сад')?.text).toBe('200');
  });

  it('does not read what is no number', () => {
    for (const text of [
      'китоб',
      '',
      'ду се',
      'як миллион ду миллион',
      'сад ҳазор миллион',
      'аз хона',
      'бисту',
    ]) {
      expect(wordsToNumber(text)).toBeUndefined();
    }
  });
});
