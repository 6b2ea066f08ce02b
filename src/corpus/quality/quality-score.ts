import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import file from '../data/quality-score.json' with { type: 'json' };
import type { Tokens } from '../tables/tokens.ts';
import { featureNames, qualityFeatures } from './quality-features.ts';

/** A logistic regression over standardised features. */
export const qualityModelSchema = z.strictObject({
  about: z.string(),
  /** What it was trained on: source, class, documents. */
  sources: z.array(
    z.strictObject({
      name: z.string(),
      wanted: z.boolean(),
      trained: z.int(),
      heldOut: z.int(),
      /** Area under the ROC curve on held-out documents when this source was left out of the training. */
      unseenSourceAuc: z.number(),
    }),
  ),
  /** Area under the ROC curve on held-out documents of the sources trained on. */
  heldOutAuc: z.number(),
  bias: z.number(),
  features: z.array(
    z.strictObject({
      name: z.string(),
      mean: z.number(),
      deviation: z.number().positive(),
      weight: z.number(),
    }),
  ),
});

export type QualityModel = z.infer<typeof qualityModelSchema>;

// A feature far outside of what was trained on must not decide alone.
const largestDeviations = 4;

let model: QualityModel | undefined;

/**
 * How much a text is like textbook prose, 0–1; undefined for texts under ten words. Judges the shape
 * (sentences, punctuation, function words), not the content.
 */
export function qualityScore(text: string, tokens: Tokens): number | undefined {
  model ??= parseWith(qualityModelSchema, file, { family: 'corrupt' });
  const features = qualityFeatures(text, tokens);
  return features && applyModel(model, features);
}

/** The probability that a model gives for features in the order of `featureNames`. */
export function applyModel({ bias, features }: QualityModel, values: Float64Array): number {
  let sum = bias;
  for (const [index, { mean, deviation, weight }] of features.entries()) {
    const value = ((values[index] ?? 0) - mean) / deviation;
    sum += weight * Math.max(-largestDeviations, Math.min(largestDeviations, value));
  }
  return 1 / (1 + Math.exp(-sum));
}

/** Whether a model is for the features as they are computed now. */
export function fitsFeatures({ features }: QualityModel): boolean {
  return (
    features.length === featureNames.length && features.every(({ name }, at) => name === featureNames[at])
  );
}
