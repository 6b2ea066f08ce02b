import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { type Item, itemSchema } from '../home/item.ts';
import { epochSchema } from '../home/school-key.ts';

/** An item as the hub keeps it: with the place in a chain from which it came. */
export interface Received {
  readonly school: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly item: Item;
}

/** How far the chain of a school has come in an epoch. */
export const chainSchema = z.strictObject({
  school: z.string(),
  epoch: epochSchema,
  sequence: z.int().min(1),
  /** SHA-256 of that segment. */
  segment: sha256Schema,
  receiptSecret: sha256Schema,
  /** When the hub last received something of it; milliseconds since 1970 by the hub's clock. */
  receivedAt: z.int(),
});

export type Chain = z.output<typeof chainSchema>;

export const receivedSchema = z.strictObject({
  school: z.string(),
  epoch: z.int(),
  sequence: z.int(),
  item: itemSchema,
});

/** Everything that the hub has received: one value, written whole, so that nothing can be half counted. */
export class Collection {
  readonly #items = new Map<string, Received>();
  readonly #chains = new Map<string, Chain>();

  static of(items: Iterable<Received>, chains: Iterable<Chain>): Collection {
    const collection = new Collection();
    for (const item of items) collection.#items.set(keyOf(item.school, item.item.key), item);
    for (const chain of chains) collection.#chains.set(chainKey(chain), chain);
    return collection;
  }

  /** In a fixed order: the same content gives the same bytes. */
  items(): Received[] {
    return [...this.#items.values()].sort((one, other) =>
      order(keyOf(one.school, one.item.key), keyOf(other.school, other.item.key)),
    );
  }

  chains(): Chain[] {
    return [...this.#chains.values()].sort((one, other) => order(chainKey(one), chainKey(other)));
  }

  chain(school: string, epoch: Chain['epoch']): Chain | undefined {
    return this.#chains.get(chainKey({ school, epoch }));
  }

  advance(chain: Chain): void {
    this.#chains.set(chainKey(chain), chain);
  }

  /** The later one of a key counts, by epoch and sequence; what was taken back stays so. */
  take(received: Received): void {
    const key = keyOf(received.school, received.item.key);
    const known = this.#items.get(key);
    if (known?.item.kind === 'erased') return;
    const isEarlier = known && received.item.kind !== 'erased' && isBefore(received, known);
    if (!isEarlier) this.#items.set(key, received);
  }

  /** Removes the days of health before the newest `most` of each school. */
  forgetOldHealth(most: number): void {
    const days = new Map<string, string[]>();
    for (const [key, { school, item }] of this.#items) {
      if (item.kind !== 'health') continue;
      const list = days.get(school) ?? [];
      days.set(school, list);
      list.push(`${item.content.day} ${key}`);
    }
    for (const list of days.values()) {
      for (const entry of list.sort().slice(0, Math.max(0, list.length - most)))
        this.#items.delete(entry.slice('2026-01-01 '.length));
    }
  }
}

function isBefore(one: Received, other: Received): boolean {
  return one.epoch < other.epoch || (one.epoch === other.epoch && one.sequence < other.sequence);
}

function keyOf(school: string, key: string): string {
  return `${school} ${key}`;
}

function chainKey({ school, epoch }: Pick<Chain, 'school' | 'epoch'>): string {
  return `${school} ${String(epoch.number).padStart(6, '0')} ${epoch.id}`;
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
