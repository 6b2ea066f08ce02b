import { shortKey, showItem } from '../../practice/index.ts';
import type { Store } from '../database/store.ts';
import { type ClassTest, itemsOfTest } from './class-test.ts';
import { shuffledItems } from './sheet.ts';

/** Two variants of a test for paper: the same questions, in another order and with their options in another order. */
export function paperVariants(store: Store, test: ClassTest) {
  const items = itemsOfTest(store, test);
  return ['A', 'B'].map((name, index) => {
    const own = shuffledItems(items, test.number * 2 + index + 1);
    return { name, items: own.map(showItem), key: own.map(shortKey) };
  });
}
