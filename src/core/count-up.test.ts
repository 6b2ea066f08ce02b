import { expect, it } from 'vitest';
import { addToList, countUp, countUpEntry } from './count-up.ts';

it('begins to count at nothing, by one or more', () => {
  const counts = new Map<string, number>();
  for (const letter of 'анор') countUp(counts, letter);
  countUp(counts, 'а', 4);
  expect(Object.fromEntries(counts)).toEqual({ а: 5, н: 1, о: 1, р: 1 });
  const reasons: Record<string, number> = { short: 2 };
  countUpEntry(reasons, 'short');
  countUpEntry(reasons, 'long', 3);
  expect(reasons).toEqual({ short: 3, long: 3 });
});

it('keeps the elements of a key in order', () => {
  const lists = new Map<string, number[]>();
  for (const [key, value] of [
    ['а', 1],
    ['б', 2],
    ['а', 3],
  ] as const)
    addToList(lists, key, value);
  expect(Object.fromEntries(lists)).toEqual({ а: [1, 3], б: [2] });
});
