import { z } from 'zod';
import { type Speed, speedSchema, textComparisonSchema } from '../../inference/index.ts';
import { variantSchema } from './variants.ts';

/** Everything that was measured of one variant; kept while the stage runs, and in `variants.json`. */
export const variantResultSchema = z.strictObject({
  name: z.string(),
  /** As it was made. */
  variant: z.strictObject({ ...variantSchema.shape, budget: z.int().optional() }),
  sizeBytes: z.int(),
  bitsPerWeight: z.number(),
  sha256: z.string(),
  /** Searched types: group → type, and what the search expected. */
  types: z.record(z.string(), z.string()).optional(),
  expectedDivergence: z.number().optional(),
  /** Name of a text → its paragraphs. */
  texts: z.record(z.string(), z.array(textComparisonSchema)),
  /** Task → which items it answers rightly. */
  answers: z.record(z.string(), z.array(z.boolean())),
  /** Context size → speed and memory; none for formats that llama.cpp does not run. */
  speeds: z.record(z.string(), speedSchema),
});

export type VariantResult = z.output<typeof variantResultSchema>;

/** The unquantised base before training, for the share of the gain that is kept: bits and characters of each text. */
export const baseResultSchema = z.record(
  z.string(),
  z.array(z.strictObject({ bits: z.number(), characters: z.int() })),
);

export type BaseResult = z.output<typeof baseResultSchema>;

/** Which items the unquantised model answers rightly: task → item by item. */
export const answersSchema = variantResultSchema.shape.answers;

export type Answers = z.output<typeof answersSchema>;

export type { Speed };
