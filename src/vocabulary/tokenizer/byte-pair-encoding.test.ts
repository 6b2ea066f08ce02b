import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLongMerge, createShortMerge } from './byte-pair-encoding.ts';
import { createMergeTable } from './merge-table.ts';

const pair = fc.tuple(fc.nat(5), fc.nat(5));

it('merges with the heap exactly as by looking at every pair', () => {
  const cases = fc.tuple(
    fc.uniqueArray(pair, { selector: ([left, right]) => left * 6 + right, maxLength: 20 }),
    fc.array(fc.nat(3), { maxLength: 200 }),
  );
  fc.assert(
    fc.property(cases, ([merges, chunk]) => {
      // Each result is larger than its halves, as in any vocabulary that was learned.
      const results = merges.map(([left, right]) => Math.max(left, right) + 1);
      const table = createMergeTable(
        Int32Array.from(merges.flatMap(([left, right], index) => [left, right, results[index] ?? 0])),
      );
      const short = Int32Array.from(chunk);
      const long = Int32Array.from(chunk);
      const shortCount = createShortMerge(table)(short, chunk.length);
      const longCount = createLongMerge(table)(long, chunk.length);
      expect([...long.subarray(0, longCount)]).toEqual([...short.subarray(0, shortCount)]);
    }),
    { numRuns: 500 },
  );
});
