import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { ResultCache, resultKey } from './result-cache.ts';
import { sampleItems } from './tasks/sample-items.ts';

describe('ResultCache', () => {
  it('keeps results across processes, and loses only the line that a kill cut', async () => {
    const file = join(await temporaryFolder(), 'deep', 'results.jsonl');
    const first = await ResultCache.open(file);
    await first.add([
      ['a', { chosen: 1 }],
      ['b', { chosen: 2 }],
    ]);
    await appendFile(file, '{"key":"c","resu');
    const second = await ResultCache.open(file);
    expect([second.get('a'), second.get('b'), second.get('c')]).toEqual([
      { chosen: 1 },
      { chosen: 2 },
      undefined,
    ]);
    await second.add([['c', { chosen: 3 }]]);
    const third = await ResultCache.open(file);
    expect(third.get('c')).toEqual({ chosen: 3 });
    expect(
      (await readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('{"key"')),
    ).toHaveLength(4);
  });

  it('gives other content another key', () => {
    expect(resultKey({ item: 'a' })).toBe(resultKey({ item: 'a' }));
    expect(resultKey({ item: 'a' })).not.toBe(resultKey({ item: 'b' }));
  });
});

describe('sampleItems', () => {
  const items = Array.from({ length: 100 }, (_, index) => ({ id: `item-${index}` }));

  it('is the same for the same seed, keeps the order, and a larger sample holds the smaller one', () => {
    const small = sampleItems(items, 10, 1);
    expect(small).toEqual(sampleItems([...items].reverse(), 10, 1).toReversed());
    expect(small).toHaveLength(10);
    expect(new Set(sampleItems(items, 30, 1))).toEqual(new Set([...sampleItems(items, 30, 1), ...small]));
    expect(sampleItems(items, 10, 2)).not.toEqual(small);
    expect(sampleItems(items, 1000, 1)).toEqual(items);
  });
});
