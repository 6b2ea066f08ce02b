import { createHash } from 'node:crypto';
import { at } from '../../core/known.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { type Item, itemBankOf, shuffledPlaces } from '../../practice/index.ts';
import type { Store } from '../database/store.ts';
import { SchoolError } from '../school-error.ts';

/** Named questions, or a number of any approved ones for each topic. */
export type TestChoice =
  | { readonly by: 'items'; readonly itemIds: readonly string[] }
  | {
      readonly by: 'blueprint';
      readonly topics: readonly {
        readonly subject: string;
        readonly topic: string | null;
        readonly count: number;
      }[];
    };

/**
 * The questions of a test, each once. The seed (the request's own id) draws them, so that a request that is sent again
 * draws the same.
 * @throws SchoolError `bad-request` naming the topic with too few approved questions; `not-found`.
 */
export function chooseTestItems(store: Store, choice: TestChoice, seed: string): Item[] {
  const bank = itemBankOf(store);
  if (choice.by === 'items') {
    return [...new Set(choice.itemIds)].map((id) => {
      const item = bank.get(id);
      if (item?.status !== 'approved') {
        throw new SchoolError('bad-request', `The question "${id}" is not approved.`, { place: id });
      }
      return item;
    });
  }
  const random = seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
  const chosen = new Map<string, Item>();
  for (const { subject, topic, count } of choice.topics) {
    const all = bank
      .list({ status: 'approved', subject, ...(topic !== null && { topic }) })
      .filter(({ id }) => !chosen.has(id));
    if (all.length < count) {
      const name = topic === null ? subject : `${subject}, ${topic}`;
      throw new SchoolError('bad-request', `"${name}" has ${all.length} approved questions, not ${count}.`, {
        place: name,
        remedy: 'Approve more, or take fewer.',
      });
    }
    for (const place of shuffledPlaces(all.length, random).slice(0, count)) {
      const item = at(all, place);
      chosen.set(item.id, item);
    }
  }
  return [...chosen.values()];
}
