import { z } from 'zod';
import { normalQuantile, studentQuantile } from '../numbers/distributions.ts';

/** What is assumed before a study, and how sure it shall be. */
export const powerSettingsSchema = z.strictObject({
  /** Classes or schools in both arms together: what is given to an arm as a whole. */
  clusters: z.int().min(4, 'A study has two clusters for each arm at least.').max(10_000),
  /** Pupils with both tests in a class (or school). */
  pupils: z.int().min(1).max(10_000),
  /** The share of the variance of scores that lies between clusters, 0 to below 1. */
  icc: z.number().min(0).lt(1),
  /** The share of that variance, between and within clusters, that the first test explains. */
  r2: z.number().min(0).lt(1),
  /** The share of clusters in the arm that gets something. */
  treated: z.number().gt(0).lt(1).default(0.5),
  /** How often a study without effect may show one. */
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  /** How often a study with this effect shows it. */
  power: z.number().gt(0.5).lt(1).default(0.8),
});

export type PowerSettings = z.output<typeof powerSettingsSchema>;

export interface SmallestEffect {
  /** In standard deviations of the score, by Student's t with clusters − 2 degrees of freedom: the honest one for few clusters. */
  readonly byStudent: number;
  /** The same by the normal distribution, as textbooks print it; too small for few clusters. */
  readonly byNormal: number;
  /** Standard error of the difference, in standard deviations of the score. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * The smallest difference between two arms that a study of whole clusters can be expected to show (Bloom 2005;
 * Murray 1998): (t(1 − α/2) + t(power)) · √([ICC + (1 − ICC)/n] · (1 − R²) / (P(1 − P) · J)).
 */
export function smallestEffect(settings: PowerSettings): SmallestEffect {
  const { clusters, pupils, icc, r2, treated, alpha, power } = settings;
  const variance = ((icc + (1 - icc) / pupils) * (1 - r2)) / (treated * (1 - treated) * clusters);
  const standardError = Math.sqrt(variance);
  const degreesOfFreedom = clusters - 2;
  const student = (probability: number) => studentQuantile(probability, degreesOfFreedom);
  return {
    byStudent: (student(1 - alpha / 2) + student(power)) * standardError,
    byNormal: (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * standardError,
    standardError,
    degreesOfFreedom,
  };
}

/** The fewest clusters, an even number, that show an effect of this size; undefined beyond 10,000. */
export function clustersFor(effect: number, settings: Omit<PowerSettings, 'clusters'>): number | undefined {
  const shows = (pairs: number) => smallestEffect({ ...settings, clusters: 2 * pairs }).byStudent <= effect;
  let [low, high] = [1, 5000];
  if (!shows(high)) return undefined;
  // More clusters never show less.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (middle > 1 && shows(middle)) high = middle;
    else low = middle;
  }
  return 2 * high;
}
