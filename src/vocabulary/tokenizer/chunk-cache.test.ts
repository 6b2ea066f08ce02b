import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createChunkCache } from './chunk-cache.ts';

it('never answers with the ids of another chunk, however often it is full', () => {
  const chunk = fc.string({ unit: fc.constantFrom(...'абв'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 200 }), (chunks) => {
      const cache = createChunkCache(16);
      for (const text of chunks) {
        const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
        const ids = Int32Array.from(text, (letter) => letter.charCodeAt(0) * 2);
        if (cache.find(units, 0, units.length)) {
          expect([...cache.values.subarray(cache.valueStart, cache.valueEnd)]).toEqual([...ids]);
        } else cache.add(units, 0, units.length, ids, ids.length);
      }
    }),
  );
});

it('remembers a chunk', () => {
  const cache = createChunkCache(16);
  const units = Uint16Array.of(1, 2, 3);
  expect(cache.find(units, 0, 2)).toBe(false);
  cache.add(units, 0, 2, Int32Array.of(7, 8, 9), 3);
  expect(cache.find(units, 0, 2)).toBe(true);
  expect(cache.find(units, 1, 3)).toBe(false);
});
