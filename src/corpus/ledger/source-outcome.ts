import { z } from 'zod';
import { stepCountsSchema } from '../clean/counters.ts';

/** What is kept of a register. */
export const registerOutcomeSchema = z.strictObject({
  documents: z.int(),
  characters: z.int(),
  /** Each document as often as it counts. */
  charactersTaken: z.int(),
  /** What the measures of the report found in the kept texts. */
  measures: z.record(z.string(), z.number()),
});

/** What became of the documents of one source. */
export const sourceOutcomeSchema = z.strictObject({
  licences: z.array(z.string()),
  documentsIn: z.int(),
  /** Characters are UTF-16 units. */
  charactersIn: z.int(),
  documentsKept: z.int(),
  documentsHeldOut: z.int(),
  /** Characters of the kept documents, held-out ones among them. */
  charactersKept: z.int(),
  /** The same, each document as often as the mixture takes it. */
  charactersTaken: z.int(),
  /** Reason → how many documents. */
  rejects: z.record(z.string(), z.int()),
  registers: z.record(z.string(), registerOutcomeSchema),
  /** What each step did to the documents: of a shard that is written, the steps that look at all documents. */
  steps: z.array(stepCountsSchema),
});

export type SourceOutcome = z.infer<typeof sourceOutcomeSchema>;
