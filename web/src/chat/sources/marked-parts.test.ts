import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedParts } from './marked-parts.ts';

const quote = { start: 8, end: 30, highlights: [{ start: 14, end: 19 }] };

describe('a page with a quote', () => {
  it('has the sentence marked, and in it the words that answer', () => {
    expect(
      markedParts('Сарлавҳа Дарозиаш 524 км аст. Охир.', {
        start: 9,
        end: 29,
        highlights: [{ start: 18, end: 24 }],
      }),
    ).toEqual([
      { text: 'Сарлавҳа ', kind: 'plain' },
      { text: 'Дарозиаш ', kind: 'quote' },
      { text: '524 км', kind: 'answer' },
      { text: ' аст.', kind: 'quote' },
      { text: ' Охир.', kind: 'plain' },
    ]);
  });

  it('keeps its text whole, whatever the offsets are', () => {
    const span = fc.record({ start: fc.nat(60), end: fc.nat(60) });
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), span, fc.array(span), (text, place, highlights) => {
        const parts = markedParts(text, { ...place, highlights });
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const part of parts) expect(part.text).not.toBe('');
      }),
    );
    expect(markedParts('', quote)).toEqual([]);
  });
});
