import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, parseBlocks } from './text-blocks.ts';

const plain = (text: string) => [{ type: 'text', text }];
const typesOf = (text: string) => parseBlocks(text).map(({ type }) => type);

describe('parseBlocks', () => {
  it('tells paragraphs, lines and lists apart', () => {
    expect(parseBlocks('Фаслҳо:\nчор\n\n1. Баҳор\n2. Тобистон\n- Тирамоҳ\n\nТамом.')).toEqual([
      { type: 'paragraph', lines: [plain('Фаслҳо:'), plain('чор')] },
      {
        type: 'list',
        ordered: true,
        start: 1,
        items: [
          { content: plain('Баҳор'), lists: [] },
          { content: plain('Тобистон'), lists: [] },
        ],
      },
      { type: 'list', ordered: false, start: 1, items: [{ content: plain('Тирамоҳ'), lists: [] }] },
      { type: 'paragraph', lines: [plain('Тамом.')] },
    ]);
  });

  it('puts an indented list into the item above it', () => {
    expect(parseBlocks('1. Мева\n   - себ\n   - нок\n2. Сабзавот')).toMatchObject([
      { ordered: true, items: [{ lists: [{ ordered: false, items: [{}, {}] }] }, { lists: [] }] },
    ]);
  });

  it('knows headings, quotations, rules and code', () => {
    expect(typesOf('# Сар\n> гуфт\n---\n```js\nlet x = "**";\n```\nматн')).toEqual([
      'heading',
      'quote',
      'rule',
      'code',
      'paragraph',
    ]);
    expect(parseBlocks('```js\nlet x = "**";\n```')).toEqual([
      { type: 'code', language: 'js', text: 'let x = "**";' },
    ]);
  });

  it('reads a table with its alignments and fills short rows', () => {
    expect(parseBlocks('| Ном | Сол |\n|:--|--:|\n| Рӯдакӣ | 858 |\n| Айнӣ |')).toEqual([
      {
        type: 'table',
        alignments: ['left', 'right'],
        header: [plain('Ном'), plain('Сол')],
        rows: [
          [plain('Рӯдакӣ'), plain('858')],
          [plain('Айнӣ'), []],
        ],
      },
    ]);
  });

  it('leaves a bar in a sentence alone', () => {
    expect(typesOf('а | б')).toEqual(['paragraph']);
  });

  it('keeps the source of a formula on its own lines', () => {
    expect(parseBlocks('$$\nx^2\n$$')).toEqual([{ type: 'formula', tex: 'x^2', source: '$$\nx^2\n$$' }]);
    expect(parseBlocks('\\[ x \\]')).toEqual([{ type: 'formula', tex: 'x', source: '\\[ x \\]' }]);
  });

  it('takes code and a table header that are still being written for what they will be', () => {
    expect(parseBlocks('```\nlet', true)).toEqual([{ type: 'code', language: '', text: 'let' }]);
    expect(parseBlocks('| Ном | Со', true)).toMatchObject([{ type: 'table', rows: [] }]);
    expect(parseBlocks('| Ном | Со')).toMatchObject([{ type: 'paragraph' }]);
  });

  it('loses no word of an answer, whole or cut off', () => {
    const word = fc.stringMatching(/^[а-яғӣқӯҳҷ]{1,6}$/u);
    const separators = [
      ' ',
      '\n',
      '\n\n',
      '\n- ',
      '\n1. ',
      '\n# ',
      '\n> ',
      '** ',
      ' *',
      '\n```\n',
      '\n  - ',
      '`',
    ];
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(...separators), fc.boolean(), (words, separator, open) => {
        const text = words.join(separator);
        // What is behind the three signs of a fence is the name of a language.
        const shown = JSON.stringify(parseBlocks(text, open));
        for (const one of words) expect(shown).toContain(one);
      }),
    );
  });

  it('ends, and quickly, whatever it is given', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'*_~`[]()$\\#>-+|:. \nа1'), maxLength: 400 });
    fc.assert(fc.property(signs, fc.boolean(), (text, open) => void parseBlocks(text, open)));
    const started = performance.now();
    for (const sign of ['*', '**a', '_ a', '[a](', '`', '> ', '- ', '$', '|a', '~~', '[[', '\\(', '* a\n  '])
      parseBlocks(sign.repeat(8000 / sign.length), true);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('makes only blocks that the page knows', () => {
    const known = new Set<Block['type']>([
      'paragraph',
      'heading',
      'code',
      'quote',
      'formula',
      'rule',
      'list',
      'table',
    ]);
    const html = fc.constantFrom('<script>', '<img src=x onerror=alert(1)>', '</p>', '<!--', '&lt;', '<b>');
    fc.assert(
      fc.property(fc.array(fc.oneof(html, fc.constantFrom('\n', '- ', '**', 'а'))), (parts) => {
        const blocks = parseBlocks(parts.join(''));
        for (const block of blocks) expect(known.has(block.type)).toBe(true);
      }),
    );
  });
});
