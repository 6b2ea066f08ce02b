import { z } from 'zod';
import { type Speed, speedSchema, textComparisonSchema } from '../inference/index.ts';
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

/** Accuracies that another evaluation measured: a file that the stage is given. */
export const accuraciesSchema = z.strictObject({
  /** What was asked: the name of the suite. */
  suite: z.string(),
  items: z.int().positive(),
  /** The unquantised model's. */
  reference: z.number().min(0).max(1),
  variants: z.record(
    z.string(),
    z.strictObject({
      accuracy: z.number().min(0).max(1),
      /** Accuracy minus the reference's over the same items, and its 95 % interval. */
      difference: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
});

export type Accuracies = z.output<typeof accuraciesSchema>;

export type { Speed };
