import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { type Epoch, epochSchema, receiptProof, receiptSecret, type SchoolKey } from './school-key.ts';
import { isSameEpoch } from './segment.ts';

/** What the hub has received of a school, without a gap, in each epoch. It rides back on sticks and servers. */
const receiptSchema = z.strictObject({
  format: z.literal('soro-receipt-1'),
  school: z.string().regex(/^[0-9a-f]{32}$/u),
  epochs: z.array(
    z.strictObject({
      epoch: epochSchema,
      sequence: z.int().min(1),
      /** SHA-256 of that segment. */
      segment: sha256Schema,
      proof: sha256Schema,
    }),
  ),
});

export type Receipt = z.output<typeof receiptSchema>;

/** The path of a school's receipt at any post. */
export function receiptPath(school: string): string {
  return `receipts/${school}.json`;
}

/** What can be read of a receipt; undefined for what is damaged or no receipt. Nothing of it is proven. */
export function parseReceipt(bytes: Uint8Array): Receipt | undefined {
  try {
    return receiptSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The lines of a receipt that only somebody who opened the school's segments can have written. */
export function provenLines(receipt: Receipt | undefined, key: SchoolKey): Receipt['epochs'] {
  if (receipt?.school !== key.school) return [];
  return receipt.epochs.filter(({ epoch, sequence, segment, proof }) => {
    const secret = receiptSecret(key, epoch, sequence);
    return receiptProof(secret, epoch, sequence, segment) === proof;
  });
}

/** Whether a segment is among what the hub has, by a receipt that nobody has proven: good enough to stop carrying it. */
export function isReceived(receipt: Receipt | undefined, epoch: Epoch, sequence: number): boolean {
  return receipt?.epochs.some((line) => isSameEpoch(line.epoch, epoch) && sequence <= line.sequence) ?? false;
}
