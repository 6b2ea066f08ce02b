import { z } from 'zod';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { ColumnBuilder, readColumns, writeColumns } from '../tables/columns-file.ts';
import { KeyTable } from '../tables/key-table.ts';
import { isInPart, type Part, partSchema } from '../tables/parts.ts';

const matchInputSchema = z.strictObject({
  /** What to compare: the two columns of the signature files that hold a hash, and where pairs go. */
  hashes: z.array(z.strictObject({ columns: z.tuple([z.int(), z.int()]), to: z.string() })),
  part: partSchema,
  shards: z.array(z.strictObject({ signatures: z.string(), firstDocument: z.int() })),
});

export type MatchInput = z.infer<typeof matchInputSchema>;

export const matchOutputSchema = z.strictObject({ pairs: z.int() });

/** Pairs every document with the first one of the same hash, among the hashes of one part. */
export const runShard: RunShard = async (input, { signal }) => {
  const { hashes, part, shards } = parseWith(matchInputSchema, input);
  let pairs = 0;
  for (const { columns, to } of hashes) {
    const found = await pairEqual(shards, columns, part, signal);
    await writeColumns(to, found);
    pairs += found[0].length;
  }
  return { pairs };
};

async function pairEqual(
  shards: MatchInput['shards'],
  columns: readonly [number, number],
  part: Part,
  signal: AbortSignal,
): Promise<[Uint32Array, Uint32Array]> {
  const table = new KeyTable();
  const first = new ColumnBuilder();
  const later = new ColumnBuilder();
  const earlier = new ColumnBuilder();
  for (const { signatures, firstDocument } of shards) {
    throwIfInterrupted(signal);
    const [highs, lows] = await readColumns(signatures, columns);
    if (!highs || !lows) continue;
    for (let index = 0; index < highs.length; index += 1) {
      const high = highs[index] ?? 0;
      const low = lows[index] ?? 0;
      // Both halves 0: a document without a hash.
      if ((high === 0 && low === 0) || !isInPart(high, part)) continue;
      const size = table.size;
      const number = table.add(high, low);
      if (number === size) first.push(firstDocument + index);
      else {
        later.push(firstDocument + index);
        earlier.push(first.at(number));
      }
    }
  }
  return [later.finish(), earlier.finish()];
}
