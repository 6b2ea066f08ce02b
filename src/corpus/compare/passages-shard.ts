import { z } from 'zod';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { ColumnBuilder, readColumns, writeColumns } from '../tables/columns-file.ts';
import { KeyTable } from '../tables/key-table.ts';
import { isInPart, type Part, partSchema } from '../tables/parts.ts';

const passagesInputSchema = z.strictObject({
  part: partSchema,
  /** The passage files of all shards, in order, each with the number of its first document. */
  shards: z.array(z.strictObject({ passages: z.string(), firstDocument: z.int() })),
  maximumDocuments: z.int(),
  to: z.string(),
});

export type PassagesInput = z.infer<typeof passagesInputSchema>;

export const passagesOutputSchema = z.strictObject({ removals: z.int() });

/**
 * Finds the passages that are in more documents than allowed, among those whose hash falls in one
 * part, and lists where they are to be removed: everywhere but in the first document.
 */
export const runShard: RunShard = async (input, { signal }) => {
  const { part, shards, maximumDocuments, to } = parseWith(passagesInputSchema, input);
  const table = new KeyTable(1 << 16);
  const first = new ColumnBuilder();
  let counts = new Uint32Array(1 << 16);
  let latest = new Uint32Array(1 << 16);
  await visitHashes(shards, part, signal, (high, low, document) => {
    const size = table.size;
    const number = table.add(high, low);
    if (number === size) {
      first.push(document);
      if (number === counts.length) {
        counts = doubled(counts);
        latest = doubled(latest);
      }
    } else if (latest[number] === document) return;
    counts[number] = (counts[number] ?? 0) + 1;
    latest[number] = document;
  });
  const firstDocuments = first.finish();
  const documents = new ColumnBuilder();
  const ordinals = new ColumnBuilder();
  await visitHashes(shards, part, signal, (high, low, document, ordinal) => {
    const number = table.find(high, low);
    if ((counts[number] ?? 0) <= maximumDocuments || firstDocuments[number] === document) return;
    documents.push(document);
    ordinals.push(ordinal);
  });
  const removed = documents.finish();
  await writeColumns(to, [removed, ordinals.finish()]);
  return { removals: removed.length };
};

async function visitHashes(
  shards: PassagesInput['shards'],
  part: Part,
  signal: AbortSignal,
  visit: (high: number, low: number, document: number, ordinal: number) => void,
): Promise<void> {
  for (const { passages, firstDocument } of shards) {
    throwIfInterrupted(signal);
    const [highs, lows, documents, ordinals] = await readColumns(passages, [0, 1, 2, 3]);
    if (!highs || !lows || !documents || !ordinals) continue;
    for (let index = 0; index < highs.length; index += 1) {
      const high = highs[index] ?? 0;
      if (!isInPart(high, part)) continue;
      visit(high, lows[index] ?? 0, firstDocument + (documents[index] ?? 0), ordinals[index] ?? 0);
    }
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
