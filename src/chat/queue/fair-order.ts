import type { Priority } from '../types.ts';

/** What the order looks at. */
export interface Waiting {
  readonly owner: string;
  readonly priority: Priority;
  readonly joinedMs: number;
}

export interface OrderOptions {
  /** Places that an owner has now. */
  readonly running: (owner: string) => number;
  /** Seconds of places that an owner has had lately. */
  readonly used: (owner: string) => number;
  readonly now: number;
}

const ranks: Readonly<Record<Priority, number>> = { teacher: 0, pupil: 1, background: 2 };
/** After this long the first request of an owner goes before everything else: nobody waits forever. */
const patienceMs: Readonly<Record<Priority, number>> = {
  teacher: 60_000,
  pupil: 60_000,
  background: 600_000,
};

/**
 * Whose turn it is. Shares go by owner: their second request waits until everybody else's first has a place,
 * whenever it came. So: whoever has waited for a minute, teachers before pupils, owners with fewer places,
 * owners who had less lately, who came first.
 */
export function fairOrder<Item extends Waiting>(waiting: readonly Item[], options: OrderOptions): Item[] {
  const counts = new Map<string, number>();
  const ranked = waiting
    .toSorted((a, b) => a.joinedMs - b.joinedMs)
    .map((item, arrival) => {
      const before = counts.get(item.owner) ?? options.running(item.owner);
      counts.set(item.owner, before + 1);
      // Only for an owner who has nothing: many old requests of one must not be before everybody.
      const waitedLong = before === 0 && options.now - item.joinedMs >= patienceMs[item.priority];
      const key = waitedLong
        ? [-1, 0, 0, arrival]
        : [ranks[item.priority], before, options.used(item.owner), arrival];
      return { item, key };
    });
  return ranked.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
