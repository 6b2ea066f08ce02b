import { describe, expect, it } from 'vitest';
import { village } from '../testing/made-pages/village.ts';
import { readTiny, reasonOf } from '../testing/read-tiny-pdf.ts';
import { tinyPdf } from '../testing/tiny-pdf.ts';
import type { PdfPage } from './file/items.ts';
import { readablePages } from './fonts.ts';

const pages = [village.flatMap((paragraph) => paragraph.match(/.{1,70}(?: |$)/g) ?? [])];

function pageOf(texts: readonly (readonly [font: string, text: string])[]): PdfPage {
  const items = texts.map(([font, text], index) => ({
    text,
    font,
    x: 50,
    y: 20 * index,
    width: 100,
    height: 10,
  }));
  return { number: 1, width: 500, height: 800, items, turned: [], isPicture: false, drawings: [] };
}

describe('a font that does not say which letters it shows', () => {
  it('is rejected when it gives control characters', async () => {
    expect(await reasonOf(tinyPdf({ pages, lettersFrom: 1 }))).toBe('unreadable-fonts');
  });

  it('is rejected when it gives the signs of ASCII', async () => {
    expect(await reasonOf(tinyPdf({ pages, lettersFrom: 33 }))).toBe('unreadable-fonts');
  });

  it('leaves out its text alone, with the pages named, when the other fonts are readable', () => {
    const page = pageOf([
      ['body', village[0] ?? ''],
      ['broken', '\uFFFD\uFFFDа\uFFFD \u0003\u0004'],
      ['body', village[1] ?? ''],
    ]);
    const read = readablePages([page]);
    expect(read.pages[0]?.items.map(({ font }) => font)).toEqual(['body', 'body']);
    expect(read).toMatchObject({ unreadableLetters: 7, unreadablePages: [1] });
  });

  it('is read when the one code without a letter is the space', () => {
    const { pages: read } = readablePages([pageOf([['f', 'Perceived\u0002Ease\u0002of\u0002Use']])]);
    expect(read[0]?.items[0]?.text).toBe('Perceived Ease of Use');
  });

  it('is no font of program code', async () => {
    const code = ['if (a[i] >= b && x != 0) { total += x * 2; }', 'print("total: " + total)'];
    expect((await readTiny({ pages: [code] })).text).toContain('total += x * 2;');
  });
});
