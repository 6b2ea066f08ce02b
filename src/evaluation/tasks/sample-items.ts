import { sha256 } from '../../core/artefact/fingerprint.ts';

/**
 * A sample of items: those whose ids hash lowest with the seed, in their own order. A larger sample holds the
 * smaller one, so that its results are kept.
 */
export function sampleItems<Item extends { readonly id: string }>(
  items: readonly Item[],
  count: number,
  seed: number,
): readonly Item[] {
  if (items.length <= count) return items;
  const order = items.map(({ id }, index) => ({ index, hash: sha256(`${seed} ${id}`) }));
  order.sort((left, right) => (left.hash < right.hash ? -1 : 1));
  const taken = new Set(order.slice(0, count).map(({ index }) => index));
  return items.filter((_, index) => taken.has(index));
}
