import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PdfLine } from '../layout/line.ts';
import { joinPages } from './join-pages.ts';

const kinds = ['text', 'row', 'note', 'turned'] as const;
const word = fc.constantFrom(
  'китоб',
  'мак-',
  'таби',
  'Дар',
  'илмӣ-',
  'техникӣ.',
  '12',
  'ва',
  'Ҷ',
  'мак\u00AD',
);
const line = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 6 }),
  kind: fc.constantFrom(...kinds),
  follows: fc.constantFrom('line', 'block', 'column'),
  x: fc.integer({ min: 40, max: 90 }),
});

function toLine(
  { words, kind, follows, x }: { words: string[] } & Pick<PdfLine, 'kind' | 'follows' | 'x'>,
  index: number,
): PdfLine {
  const text = words.join(' ');
  return {
    text,
    kind,
    follows,
    x,
    end: x + 6 * text.length,
    y: 60 + 14 * index,
    height: 12,
    left: 50,
    right: 300,
  };
}

const letters = (text: string) => text.replace(/[\s\u00AD-]/g, '');

it('starts an empty page behind a word that goes on after it', () => {
  const [first, second] = ['мак-', 'таби'].map((text) =>
    toLine({ words: [text], kind: 'text', follows: 'line', x: 40 }, 0),
  );
  const { text, pageStarts } = joinPages([first ? [first] : [], [], second ? [second] : []]);
  expect(text).toBe('мактаби');
  expect(pageStarts).toEqual([0, 3, 3]);
});

it('keeps every letter in order, and each page start stands before the page', () => {
  fc.assert(
    fc.property(fc.array(fc.array(line, { maxLength: 6 }), { maxLength: 5 }), (drawn) => {
      const pages = drawn.map((lines) => lines.map(toLine));
      const { text, pageStarts, lineStarts } = joinPages(pages);
      const whole = pages.flat().map((each) => each.text);
      expect(letters(text)).toBe(letters(whole.join('')));
      expect(pageStarts).toHaveLength(pages.length);
      for (const [index, lines] of pages.entries()) {
        const page = text.slice(pageStarts[index], pageStarts[index + 1]);
        expect(letters(page)).toBe(letters(lines.map((each) => each.text).join('')));
        const [first] = lines;
        if (first) expect(lineStarts.get(first)).toBe(pageStarts[index]);
      }
    }),
  );
});
