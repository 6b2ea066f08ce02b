import { z } from 'zod';
import { seededRandom } from '../../../core/seeded-random.ts';

/**
 * One resampled unit (a document, an item): its part of the numerator and of the denominator. Bits
 * and characters of a document, or 1/0 and 1 for an item that was answered rightly or not.
 */
export interface Sample {
  readonly numerator: number;
  readonly denominator: number;
}

/** A figure and its confidence interval; the limits are null where fewer than two samples allow none. */
export const estimateSchema = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export type Estimate = z.infer<typeof estimateSchema>;

export interface BootstrapOptions {
  readonly seed: number;
  /** How often the samples are redrawn; 2,000 by default. */
  readonly resamples?: number;
  /** Share of the resampled figures inside the interval; 0.95 by default. */
  readonly confidence?: number;
}

export const defaultResamples = 2000;
export const defaultConfidence = 0.95;
/** Draws of figures that are slow to compute. */
const slowResamples = 1000;

/**
 * The ratio Σ numerator / Σ denominator with a percentile bootstrap interval: samples are drawn with
 * replacement, whole (Efron & Tibshirani 1993, ch. 13). With few samples (< 20) it is too narrow.
 */
export function bootstrap(samples: readonly Sample[], options: BootstrapOptions): Estimate {
  return resample(samples.length, options, (indices) => ratioAt(samples, indices));
}

/**
 * The difference `after` − `before` of two ratios over the same units, with a paired bootstrap
 * interval: each draw takes the same units on both sides, so what makes a unit hard cancels out.
 * @throws RangeError when the two lists differ in length.
 */
export function pairedBootstrap(
  before: readonly Sample[],
  after: readonly Sample[],
  options: BootstrapOptions,
): Estimate {
  if (before.length !== after.length) {
    throw new RangeError(`Paired samples differ in number: ${before.length} and ${after.length}.`);
  }
  return resample(before.length, options, (indices) => ratioAt(after, indices) - ratioAt(before, indices));
}

/** Any figure of a list with its percentile bootstrap interval. */
export function bootstrapFigure<Item>(
  items: readonly Item[],
  figure: (items: readonly Item[]) => number,
  options: BootstrapOptions,
): Estimate {
  return resample(items.length, { resamples: slowResamples, ...options }, (indices) =>
    figure(pick(items, indices)),
  );
}

/** The difference `after` − `before` of a figure over the same units. @throws RangeError as pairedBootstrap. */
export function pairedFigure<Item>(
  before: readonly Item[],
  after: readonly Item[],
  figure: (items: readonly Item[]) => number,
  options: BootstrapOptions,
): Estimate {
  if (before.length !== after.length) {
    throw new RangeError(`Paired samples differ in number: ${before.length} and ${after.length}.`);
  }
  return resample(
    before.length,
    { resamples: slowResamples, ...options },
    (indices) => figure(pick(after, indices)) - figure(pick(before, indices)),
  );
}

function pick<Item>(items: readonly Item[], indices: Uint32Array): Item[] {
  return Array.from(indices, (index) => items[index] as Item);
}

/** The value below which `share` of the sorted values lie, interpolated linearly between neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

function resample(
  count: number,
  options: BootstrapOptions,
  figure: (indices: Uint32Array) => number,
): Estimate {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  const value = figure(indices);
  if (count < 2) return { value, low: null, high: null };
  const random = seededRandom(options.seed);
  const figures = Array.from({ length: options.resamples ?? defaultResamples }, () => {
    for (let place = 0; place < count; place += 1) indices[place] = Math.floor(random() * count);
    return figure(indices);
  }).sort((left, right) => left - right);
  const tail = (1 - (options.confidence ?? defaultConfidence)) / 2;
  return { value, low: quantile(figures, tail), high: quantile(figures, 1 - tail) };
}

function ratioAt(samples: readonly Sample[], indices: Uint32Array): number {
  let numerator = 0;
  let denominator = 0;
  for (const index of indices) {
    const sample = samples[index];
    numerator += sample?.numerator ?? 0;
    denominator += sample?.denominator ?? 0;
  }
  return denominator === 0 ? 0 : numerator / denominator;
}
