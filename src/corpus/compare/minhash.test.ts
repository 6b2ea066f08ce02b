import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../tables/key-table.ts';
import { scanTokens } from '../tables/tokens.ts';
import { words } from '../testing/build-corpus.ts';
import { MinHash } from './minhash.ts';
import { UnionFind } from './union-find.ts';

const options = { bands: 14, rows: 8, shingleSize: 5 };

function sign(text: string, given = options): number[] {
  const hashes = new Uint32Array(2 * given.bands);
  expect(new MinHash(given).sign(scanTokens(text), hashes)).toBe(true);
  return [...hashes];
}

function shareOfEqual(left: readonly number[], right: readonly number[]): number {
  let equal = 0;
  for (let band = 0; 2 * band < left.length; band += 1) {
    if (left[2 * band] === right[2 * band] && left[2 * band + 1] === right[2 * band + 1]) equal += 1;
  }
  return (2 * equal) / left.length;
}

describe('MinHash', () => {
  it('does not see capitals, punctuation and the digits of numbers', () => {
    const text = `${words(1, 20)} соли 1991`;
    expect(sign(`«${text.toUpperCase()}!»`)).toEqual(sign(text.replace('1991', '2024')));
  });

  it('has nothing to say about a text shorter than a shingle', () => {
    expect(new MinHash(options).sign(scanTokens('чор калима дар матн'), new Uint32Array(28))).toBe(false);
  });

  it('estimates the similarity of texts: bands of one row agree as often as shingles do', () => {
    const single = { bands: 1000, rows: 1, shingleSize: 1 };
    for (const shared of [40, 100, 160]) {
      const common = words(3, shared);
      const left = sign(`${common} ${words(4, 200 - shared)}`, single);
      const right = sign(`${common} ${words(5, 200 - shared)}`, single);
      const similarity = shared / (400 - shared);
      expect(Math.abs(shareOfEqual(left, right) - similarity)).toBeLessThan(0.05);
    }
  });
});

describe('KeyTable', () => {
  it('numbers keys in the order of their first coming, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 300 }), (keys) => {
        const table = new KeyTable(1);
        const numbers = new Map<string, number>();
        for (const [high, low] of keys) {
          const key = `${high >>> 0} ${low >>> 0}`;
          if (!numbers.has(key)) numbers.set(key, numbers.size);
          expect(table.add(high, low)).toBe(numbers.get(key));
        }
        for (const [high, low] of keys) {
          expect(table.find(high, low)).toBe(numbers.get(`${high >>> 0} ${low >>> 0}`));
        }
        table.clear();
        expect(keys.every(([high, low]) => table.find(high, low) === -1)).toBe(true);
      }),
    );
  });
});

describe('UnionFind', () => {
  it('gives the least number of a group, whatever the order of the joins', () => {
    const pairs: [number, number][] = [
      [5, 3],
      [8, 9],
      [3, 7],
      [9, 1],
    ];
    for (const order of [pairs, [...pairs].reverse()]) {
      const groups = new UnionFind(10);
      for (const [left, right] of order) groups.join(left, right);
      expect([7, 5, 3, 8, 9, 1, 4].map((number) => groups.find(number))).toEqual([3, 3, 3, 1, 1, 1, 4]);
    }
  });
});
