import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText, normaliseWithOffsets } from './normalise.ts';

describe('normaliseText', () => {
  it('composes letters, so that ӣ written as и and a macron is the one letter', () => {
    expect(normaliseText('тоҷикӣ')).toBe('тоҷикӣ');
  });

  it('removes soft hyphens, zero-width characters, byte-order marks and controls', () => {
    expect(normaliseText('\uFEFFки\u00ADтоб\u200B\u0007\u200Cҳо')).toBe('китобҳо');
  });

  it('keeps the joiner inside a Persian word', () => {
    expect(normaliseText('می\u200Cروم')).toBe('می\u200Cروم');
  });

  it('keeps paragraphs and makes other white space one space', () => {
    expect(normaliseText('  Салом,\u00A0\t дӯст! \r\n\r\n\r\n Хуш  омадед.\u2028Марҳабо ')).toBe(
      'Салом, дӯст!\n\nХуш омадед.\nМарҳабо',
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
      }),
    );
  });
});

describe('normaliseWithOffsets', () => {
  it('moves page starts with the text before them', () => {
    const pages = ['Саҳифаи  якум \u00AD\n\n\n', 'Саҳифаи дуюм\n\n', ''];
    const text = pages.join('');
    const offsets = [0, 17 + 0, text.length];
    offsets[1] = pages[0]?.length ?? 0;
    const moved = normaliseWithOffsets(text, offsets);
    expect(moved.text).toBe('Саҳифаи якум\n\nСаҳифаи дуюм');
    expect(moved.offsets).toEqual([0, 14, moved.text.length]);
  });
});
