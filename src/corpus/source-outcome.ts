import { z } from 'zod';
import { stepCountsSchema } from './counters.ts';

/** What became of the documents of one source. */
export const sourceOutcomeSchema = z.strictObject({
  documentsIn: z.int(),
  charactersIn: z.int(),
  documentsKept: z.int(),
  documentsHeldOut: z.int(),
  charactersKept: z.int(),
  /** Characters of the kept documents, each as often as it counts. */
  charactersTaken: z.int(),
  licences: z.array(z.string()),
  rejects: z.record(z.string(), z.int()),
  /** Register → what is kept of it, and what the measures found in it. */
  registers: z.record(
    z.string(),
    z.strictObject({
      documents: z.int(),
      characters: z.int(),
      charactersTaken: z.int(),
      measures: z.record(z.string(), z.number()),
    }),
  ),
  /** Counters of the steps that look at all documents. */
  steps: z.array(stepCountsSchema),
});

export type SourceOutcome = z.infer<typeof sourceOutcomeSchema>;
