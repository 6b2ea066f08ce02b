import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passagesOf } from '../tables/passages.ts';
import { applyEdits } from './edits.ts';
import { insertPassages, removalEdits, removedPassages } from './remove-passages.ts';

describe('applyEdits', () => {
  it('moves page starts with the text', () => {
    const text = 'якум ду се чор';
    const edits = [
      { start: 0, end: 4, replacement: 'аввал' },
      { start: 8, end: 10, replacement: '' },
    ];
    expect(applyEdits(text, [0, 5, 9, 11], edits)).toEqual({
      text: 'аввал ду  чор',
      pageStarts: [0, 6, 9, 10],
    });
  });
});

describe('passages', () => {
  it('are the long lines, and paragraphs of several lines', () => {
    const text = 'кӯтоҳ\nин сатр дароз аст\n\nяк\nду\nсе\n\nохир';
    expect(passagesOf(text, 7).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ин сатр дароз аст',
      'кӯтоҳ\nин сатр дароз аст',
    ]);
  });

  it('can be taken out and put back', () => {
    const lines = fc.array(fc.constantFrom('', 'алиф', 'бе', 'сатри дарозтар'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(12), { maxLength: 5 }), (parts, chosen) => {
        const text = parts.join('\n');
        const ranges = passagesOf(text, 1).filter((_, index) => chosen.includes(index));
        const edits = removalEdits(text, ranges);
        const left = applyEdits(text, [], edits).text;
        expect(insertPassages(left, removedPassages(text, edits))).toBe(text);
      }),
    );
  });
});
