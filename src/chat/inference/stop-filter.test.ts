import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopFilter } from './stop-filter.ts';

describe('StopFilter', () => {
  it('cuts before the first stop text however the text arrives', () => {
    const letters = fc.string({ unit: fc.constantFrom('а', 'б', '\n'), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(letters), fc.array(letters, { maxLength: 3 }), (pieces, stops) => {
        const filter = new StopFilter(stops);
        const shown = pieces.map((piece) => filter.push(piece)).join('') + filter.flush();
        // A stop text counts when it is complete: the one that ends first wins, as it does in a stream.
        const text = pieces.join('');
        const used = stops.filter((stop) => stop !== '' && text.includes(stop));
        if (used.length === 0) expect(shown).toBe(text);
        else expect(used.some((stop) => text.startsWith(shown + stop))).toBe(true);
        expect(filter.stopped).toBe(used.length > 0);
      }),
    );
  });

  it('never shows a part of a stop text', () => {
    const filter = new StopFilter(['Савол:']);
    expect(filter.push('Ҷавоб. Сав')).toBe('Ҷавоб. ');
    expect(filter.push('ол:')).toBe('');
    expect(filter.stopped).toBe(true);
    expect(filter.push('боз')).toBe('');
  });

  it('gives back what only looked like a stop text', () => {
    const filter = new StopFilter(['Савол:']);
    expect(filter.push('Сав')).toBe('');
    expect(filter.push('ҷӣ')).toBe('Савҷӣ');
  });
});
