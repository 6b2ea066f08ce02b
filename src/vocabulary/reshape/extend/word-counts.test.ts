import { describe, expect, it } from 'vitest';
import { createWordCounts } from './word-counts.ts';

describe('createWordCounts', () => {
  it('counts runs of letters, with the space before them', () => {
    const counts = createWordCounts();
    counts.addText('Нон, нон ва «нон»\nНон 2024 нон-у об');
    expect(counts.sorted()).toEqual([
      ['Нон', 2],
      ['▁нон', 2],
      ['нон', 1],
      ['у', 1],
      ['▁ва', 1],
      ['▁об', 1],
    ]);
  });

  it('keeps the frequent words when there is no more room', () => {
    const counts = createWordCounts(8);
    for (let index = 0; index < 100; index += 1)
      counts.addText(`об нон ${'абвгдежзик'.charAt(index % 10)}${index % 7}`);
    for (let index = 0; index < 100; index += 1) counts.add(`рост${index}`, 1);
    const kept = counts.sorted();
    expect(kept.length).toBeLessThanOrEqual(8);
    expect(kept.slice(0, 2)).toEqual([
      ['об', 100],
      ['▁нон', 100],
    ]);
  });
});
