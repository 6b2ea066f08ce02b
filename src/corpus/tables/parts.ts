import { z } from 'zod';

/** One of this many equal parts of the space of hashes. */
export const partSchema = z.strictObject({ number: z.int(), of: z.int() });

export type Part = z.infer<typeof partSchema>;

/** Entries that one part should hold at most: about 100 MB of tables. */
const entriesPerPart = 4_000_000;

/** The parts into which this many hashes are cut; a part fits in memory, however many there are. */
export function partsOf(entries: number): Part[] {
  const of = Math.max(1, Math.ceil(entries / entriesPerPart));
  return Array.from({ length: of }, (_, number) => ({ number, of }));
}

/** Whether a hash belongs to a part, by its upper half. */
export function isInPart(high: number, { number, of }: Part): boolean {
  return of === 1 || Math.floor((high / 2 ** 32) * of) === number;
}
