import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlocks } from './text-blocks.ts';

const plain = (text: string) => [{ text, strong: false }];

describe('parseBlocks', () => {
  it('tells paragraphs, lines and lists apart', () => {
    expect(parseBlocks('Фаслҳо:\nчор\n\n1. Баҳор\n2. Тобистон\n- Тирамоҳ\n\nТамом.')).toEqual([
      { type: 'paragraph', lines: [plain('Фаслҳо:'), plain('чор')] },
      { type: 'list', ordered: true, start: 1, items: [plain('Баҳор'), plain('Тобистон')] },
      { type: 'list', ordered: false, start: 1, items: [plain('Тирамоҳ')] },
      { type: 'paragraph', lines: [plain('Тамом.')] },
    ]);
  });

  it('marks strong words and leaves markup as text', () => {
    expect(parseBlocks('<b>**муҳим**</b>')).toEqual([
      {
        type: 'paragraph',
        lines: [
          [
            { text: '<b>', strong: false },
            { text: 'муҳим', strong: true },
            { text: '</b>', strong: false },
          ],
        ],
      },
    ]);
  });

  it('loses no word of an answer', () => {
    const word = fc.stringMatching(/^[а-яғӣқӯҳҷ]{1,6}$/u);
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(' ', '\n', '\n\n', '\n- ', '\n1. '), (words, separator) => {
        const shown = JSON.stringify(parseBlocks(words.join(separator)));
        for (const one of words) expect(shown).toContain(one);
      }),
    );
  });
});
