import { describe, expect, it } from 'vitest';
import type { PdfItem } from '../file/items.ts';
import { linesOfRows } from './lines.ts';
import { rowsOfPage } from './rows.ts';

/** Words of a line from left to right as they are on the paper, each as pdf.js gives it. */
function drawn(words: readonly string[], y: number, right = 500): PdfItem[] {
  let x = right;
  return words.toReversed().flatMap((text) => {
    x -= 6 * text.length;
    const item = { text, x, y, width: 6 * text.length, height: 12, font: 'f' };
    x -= 4;
    return [item];
  });
}

function textOf(items: readonly PdfItem[]): string {
  return linesOfRows(rowsOfPage(items, { bodyHeight: 12, notes: new Set() }), { edge: 0 })
    .map(({ text }) => text)
    .join('\n');
}

describe('a page that is read from right to left', () => {
  it('has its words in logical order, the full stop at the end', () => {
    const items = drawn(['.', 'زیبا', 'کتاب', 'این'], 100);
    expect(textOf(items)).toBe('این کتاب زیبا .');
  });

  it('keeps Latin words and numbers in theirs', () => {
    const items = drawn(['خوبی', 'است', 'Open', 'Source', 'برنامه', '12', '-', '50'], 100);
    expect(textOf(items)).toBe('12 - 50 برنامه Open Source است خوبی');
  });

  it('has its right column and the right cells of its tables first', () => {
    const rows = [
      ['436', 'شماره جلسه'],
      ['20300', 'شماره استاندارد'],
      ['1403', 'تاریخ پذیرش'],
    ];
    const items = rows.flatMap(([left = '', right = ''], index) => [
      { text: left, x: 200, y: 100 + 20 * index, width: 30, height: 12, font: 'f' },
      {
        text: right,
        x: 500 - 6 * right.length,
        y: 100 + 20 * index,
        width: 6 * right.length,
        height: 12,
        font: 'f',
      },
    ]);
    expect(textOf(items)).toBe('شماره جلسه | 436\nشماره استاندارد | 20300\nتاریخ پذیرش | 1403');
  });

  it('has letters in place of their forms', () => {
    expect(textOf(drawn(['اﻟﻌﺮﺑﻴﺔ', 'انواع'], 100))).toBe('انواع العربية');
  });
});

it('Persian words within Tajik come in their own order', () => {
  const words = ['Шоир', 'گفت:', 'کتاب', 'این', 'ва', 'рафт'];
  const items = drawn(words, 100).toSorted((one, other) => one.x - other.x);
  expect(textOf(items)).toBe('Шоир این کتاب گفت: ва рафт');
});
