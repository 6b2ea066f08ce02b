import { describe, expect, it } from 'vitest';
import { readBytes } from '../testing/read-file.ts';
import { readTiny, reasonOf, sectionsOf } from '../testing/read-tiny-pdf.ts';
import { type TinyLine, tinyPdf } from '../testing/tiny-pdf.ts';
import { pdfReader } from './reader.ts';

const filler = 'Дар Тоҷикистон кӯҳҳои баланд ва дарёҳои зиёд ҳастанд';

/** Lines of prose under each other, from a height down. */
function column(lines: readonly string[], x: number, top = 780): TinyLine[] {
  return lines.map((text, index) => ({ text, x, y: top - 14 * index }));
}

describe('pdfReader', () => {
  it('joins lines and broken words and keeps the page starts', async () => {
    const pages = [['Ҳамаи одамон озод ва баро-', 'бар ба дунё меоянд.'], ['Саҳифаи дуюм аст.']];
    expect(await readTiny({ pages })).toEqual({
      text: 'Ҳамаи одамон озод ва баробар ба дунё меоянд.\n\nСаҳифаи дуюм аст.',
      pageStarts: [0, 46],
      metadata: { pages: 2 },
    });
  });

  it('keeps the hyphen of a word that is written with one elsewhere', async () => {
    const pages = [['Корҳои илмӣ-техникӣ хубанд. Барномаи илмӣ-', 'техникӣ низ ҳаст.']];
    const { text } = await readTiny({ pages });
    expect(text).toBe('Корҳои илмӣ-техникӣ хубанд. Барномаи илмӣ-техникӣ низ ҳаст.');
  });

  it('joins a word whose hyphen is missing when the whole word stands elsewhere', async () => {
    const pages = [
      ['Ин мактаби миёна дар маркази шаҳр аст ва мак', 'таби миёна номи нек дорад, бале ҳамин аст.'],
    ];
    expect((await readTiny({ pages })).text).toContain('шаҳр аст ва мактаби миёна');
  });

  it('goes on in the middle of a sentence at a page end', async () => {
    const pages = [['Ҷумла дар ин ҷо'], ['давом дорад.']];
    expect(await readTiny({ pages })).toMatchObject({
      text: 'Ҷумла дар ин ҷо давом дорад.',
      pageStarts: [0, 16],
    });
  });

  it('reads two columns one after the other', async () => {
    const left = [
      'Кӯҳҳо дар шарқи кишвар ҷойгир',
      'шудаанд ва баландии онҳо зиёд',
      'аст, зеро замин дар ин минтақа',
      'ҳамеша ҳаракат мекунад, бале.',
    ];
    const right = [
      'Дарёҳо аз пиряхҳо об мегиранд',
      'ва ба водиҳо мераванд, дар он',
      'ҷо заминҳои зироатиро шодоб',
      'месозанд ва ба баҳр мерасанд.',
    ];
    const { text } = await readTiny({ pages: [[...column(left, 50), ...column(right, 320)]] });
    expect(text.replace(/\s+/g, ' ')).toBe([...left, ...right].join(' '));
  });

  it('keeps the rows of a table, a cell of two lines included', async () => {
    const rows = [
      ['Шаҳр', 'Аҳолӣ', 'Сол'],
      ['Душанбе', '764', '2013'],
      ['Хуҷанд', '165', '2013'],
    ];
    const lines = rows.flatMap((cells, row) =>
      cells.map((text, index) => ({ text, x: 50 + 150 * index, y: 700 - 30 * row })),
    );
    lines.push({ text: 'шаҳри қадим', x: 50, y: 627 });
    const { text } = await readTiny({ pages: [lines] });
    expect(text).toBe('Шаҳр | Аҳолӣ | Сол\nДушанбе | 764 | 2013\nХуҷанд шаҳри қадим | 165 | 2013');
  });

  it('leaves out page numbers and running heads, but not a heading that comes once', async () => {
    const pages = Array.from({ length: 5 }, (_, index) => [
      { text: 'Географияи Тоҷикистон', x: 50, y: 810, size: 9 },
      ...column(
        [`Матни саҳифаи ${'яксечорпанҷ'.slice(index, index + 3)} ин аст.`, `${filler} ${index}.`],
        50,
        760,
      ),
      { text: String(index + 17), x: 300, y: 30 },
    ]);
    const { text } = await readTiny({ pages });
    expect(text).not.toMatch(/Географияи|17|18|21/);
    expect(text.match(/кӯҳҳои баланд/g)).toHaveLength(5);
  });

  it('leaves out the numbers beside every fifth verse and the marks of footnotes, not the footnotes', async () => {
    const verses = (page: number) =>
      Array.from({ length: 20 }, (_, index) => {
        const number = 20 * page + index + 1;
        const text = `Мисраи шеър ${'абвгдежзик'[index % 10]}`;
        const verse = { text, x: 120, y: 780 - 16 * index };
        return number % 5 === 0 ? [{ text: String(number), x: 80, y: verse.y }, verse] : [verse];
      }).flat();
    const pages = [0, 1, 2].map((page) => [
      ...verses(page),
      { text: '1', x: 120 + 13 * 6, y: 784, size: 6 },
      { text: '1. Дар нусхаи дигар: мисол', x: 60, y: 60, size: 8 },
    ]);
    const { text } = await readTiny({ pages });
    expect(text).not.toMatch(/\d\d/);
    expect(text).toContain('Мисраи шеър а\nМисраи шеър б\n');
    expect(text.match(/1\. Дар нусхаи дигар: мисол/g)).toHaveLength(3);
  });

  it('repairs the letters of old Tajik fonts, also where the file shows Western letters', async () => {
    const pages = [['Љумњурии Тољикистон давлати соњибихтиёр аст', 'ва кўњњои баланд дорад.']];
    const expected = 'Ҷумҳурии Тоҷикистон давлати соҳибихтиёр аст ва кӯҳҳои баланд дорад.';
    expect((await readTiny({ pages })).text).toBe(expected);
    expect((await readTiny({ pages, isWindows1251: true })).text).toBe(expected);
  });

  it('gives the sections with page, offset and level', async () => {
    const read = await readTiny({
      pages: [
        ['БОБИ I', 'ТАБИАТ', `${filler}.`],
        [{ text: '§ 12. ХОК ВА ЗАМИН', x: 50, y: 780 }, ...column([`${filler},`, `${filler}.`], 50, 740)],
      ],
    });
    const sections = sectionsOf(read);
    expect(sections.map(({ page, level, heading }) => [page, level, heading])).toEqual([
      [1, 1, 'БОБИ I ТАБИАТ'],
      [2, 2, '§ 12. ХОК ВА ЗАМИН'],
    ]);
    expect(sections.map(({ offset }) => read.text.slice(offset, offset + 4))).toEqual(['БОБИ', '§ 12']);
  });

  it.each<[string, (whole: Buffer) => Buffer]>([
    ['no end mark', (whole) => whole.subarray(0, whole.lastIndexOf('%%EOF'))],
    ['half an end mark', (whole) => whole.subarray(0, whole.length - 4)],
    ['50 kB of zeros behind it', (whole) => Buffer.concat([whole, Buffer.alloc(50_000)])],
    ['a web page behind it', (whole) => Buffer.concat([whole, Buffer.from('<p>Not found</p>'.repeat(400))])],
  ])('reads a file with %s, as viewers do', async (_, change) => {
    const outcomes = await readBytes(pdfReader, change(tinyPdf({ pages: [['Матни дуруст']] })));
    expect(outcomes).toMatchObject([{ text: 'Матни дуруст' }]);
  });

  it('reads what is there of a file that was cut off, and says so', async () => {
    const whole = tinyPdf({ pages: [['Саҳифаи якум'], ['Саҳифаи дуюм']] });
    const outcomes = await readBytes(pdfReader, whole.subarray(0, whole.lastIndexOf('xref\n0')));
    expect(outcomes).toMatchObject([
      { text: expect.stringContaining('Саҳифаи якум') },
      { reason: 'truncated-pdf', value: expect.stringContaining('2 pages were read') },
    ]);
  });

  it('rejects empty, foreign, truncated, protected, damaged and textless files, each with its reason', async () => {
    const whole = tinyPdf({ pages: [['Матн']] });
    expect(await reasonOf('')).toBe('empty-file');
    expect(await reasonOf('<html>not found</html>')).toBe('damaged-pdf');
    expect(await reasonOf(whole.subarray(0, whole.length / 2))).toBe('truncated-pdf');
    expect(await reasonOf(tinyPdf({ pages: [['Матн']], isProtected: true }))).toBe('password-protected-pdf');
    expect(await reasonOf('%PDF-1.4\nnothing\n%%EOF\n')).toBe('damaged-pdf');
    expect(await reasonOf(tinyPdf({ pages: [[], []] }))).toBe('no-text-layer');
  });
});
