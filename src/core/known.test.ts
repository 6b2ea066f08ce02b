import { describe, expect, it } from 'vitest';
import { at, keysOf, known, knownEntry, last, matchesOf } from './known.ts';

describe('at', () => {
  it('gives what is there, falsy values too', () => {
    expect([at([0, 7], 0), at('аб', 1), at(Uint8Array.of(0), 0)]).toEqual([0, 'б', 0]);
  });

  it('names the place that is missing', () => {
    expect(() => at(['а'], 1)).toThrow('There is no element 1 in a list of 1.');
    expect(() => at([], -1)).toThrow('There is no element -1 in a list of 0.');
    expect(() => at([1], Number.NaN)).toThrow('There is no element NaN');
  });
});

describe('known', () => {
  it('gives what is there', () => {
    expect(known(new Map([['sum', 0]]), 'sum')).toBe(0);
  });

  it('names the key that is missing', () => {
    expect(() => known(new Map([['sum', 0]]), 'mean')).toThrow('There is no "mean" among 1 keys.');
  });
});

describe('last', () => {
  it('gives the last element, and refuses an empty list', () => {
    expect(last(['а', 'б'])).toBe('б');
    expect(() => last([])).toThrow('There is no element -1 in a list of 0.');
  });
});

describe('knownEntry', () => {
  it('gives what is there, and names the entry that is missing', () => {
    expect(knownEntry({ sum: 0 }, 'sum')).toBe(0);
    expect(() => knownEntry<number>({ sum: 0 }, 'mean')).toThrow('There is no "mean" among 1 entries.');
  });
});

describe('keysOf', () => {
  it('gives the names in order, and refuses a record without any', () => {
    expect(keysOf({ b: 1, a: 2 })).toEqual(['b', 'a']);
    expect(() => keysOf({})).toThrow('There is no key in this record.');
  });
});

describe('matchesOf', () => {
  it('gives every match, and an empty list where there is none', () => {
    expect(matchesOf('дар 3 соату 20 дақиқа', /\d+/g)).toEqual(['3', '20']);
    expect(matchesOf('дар як соат', /\d+/g)).toEqual([]);
  });
});
