import { z } from 'zod';

const factor = z.number().min(-4).max(4);

const weightSchema = z.union([
  factor,
  z.strictObject({
    /** Of the embedding, which is the output too. */
    embeddings: factor,
    /** Of every other tensor. */
    body: factor,
  }),
]);

/** Settings of the merge stage. */
export const mergeSettings = z.strictObject({
  weights: z
    .record(z.string(), weightSchema)
    .default({})
    .describe(
      'label of a model → its weight, or {embeddings, body}. With a base: how much of the change from the base is taken (default 1; 0.5 is half way, the same as λ of task arithmetic). Without: its share in the mean (default 1, divided by the sum)',
    ),
  precision: z.enum(['float32', 'bfloat16']).default('float32').describe('how the weights are stored'),
});

export type MergeSettings = z.output<typeof mergeSettings>;
