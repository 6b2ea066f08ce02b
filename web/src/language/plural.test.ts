import { describe, expect, it } from 'vitest';
import { fill, ordinal, plural } from './plural.ts';

const minutes = { one: '{n} минута', few: '{n} минуты', other: '{n} минут' };

describe('numbers in sentences', () => {
  it('takes the Tajik rule: one for 1, otherwise other', () => {
    const forms = { one: 'як', few: 'хато', other: '{n} китоб' };
    expect([0, 1, 2, 21].map((n) => plural('tg', n, forms))).toEqual([
      '0 китоб',
      'як',
      '2 китоб',
      '21 китоб',
    ]);
  });

  it('takes the rules of Russian and English', () => {
    expect([1, 3, 5, 21].map((n) => plural('ru', n, minutes))).toEqual([
      '1 минута',
      '3 минуты',
      '5 минут',
      '21 минута',
    ]);
    expect(plural('en', 2, { one: '{n} day', other: '{n} days' })).toBe('2 days');
  });

  it('counts places: якум, дуюм, сеюм, дувоздаҳум, сиюм', () => {
    expect([1, 2, 3, 4, 10, 12, 13, 20, 22, 30, 33, 102, 112].map((n) => ordinal('tg', n)).join(' ')).toBe(
      '1-ум 2-юм 3-юм 4-ум 10-ум 12-ум 13-ум 20-ум 22-юм 30-юм 33-юм 102-юм 112-ум',
    );
    expect([1, 2, 3, 4, 11, 22].map((n) => ordinal('en', n)).join(' ')).toBe('1st 2nd 3rd 4th 11th 22nd');
  });

  it('leaves a place that has no value', () => {
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}');
  });
});
