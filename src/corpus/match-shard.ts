import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import type { RunShard } from '../core/executor.ts';
import { parseWith } from '../core/schema.ts';
import { ColumnBuilder, readColumns, writeColumns } from './columns-file.ts';
import { KeyTable } from './key-table.ts';
import { isInPart, partSchema } from './parts.ts';

const matchInputSchema = z.strictObject({
  /** The two columns of the signature files that hold the hash to compare. */
  columns: z.tuple([z.int(), z.int()]),
  part: partSchema,
  shards: z.array(z.strictObject({ signatures: z.string(), firstDocument: z.int() })),
  to: z.string(),
});

export type MatchInput = z.infer<typeof matchInputSchema>;

export const matchOutputSchema = z.strictObject({ pairs: z.int() });

/** Pairs every document with the first one of the same hash, among the hashes of one part. */
export const runShard: RunShard = async (input, { signal }) => {
  const { columns, part, shards, to } = parseWith(matchInputSchema, input);
  const table = new KeyTable(1 << 16);
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
  await writeColumns(to, [later.finish(), earlier.finish()]);
  return { pairs: later.length };
};
