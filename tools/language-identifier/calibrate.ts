// Rounds weights to bytes and finds how fast certainty may grow with the length of a text.
import type { Sample } from './softmax.ts';

/** Weights beyond this share of all are cut, so that the steps of the others are finer. */
const cutShare = 0.0002;

/** Weights as signed bytes; a weight is its byte × step. */
export function quantise(weights: Float32Array): { integers: Int8Array; step: number } {
  const sizes = weights.map(Math.abs).sort();
  const largest = sizes[Math.floor(sizes.length * (1 - cutShare))] || 1;
  const step = largest / 127;
  return {
    integers: Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / step)))),
    step,
  };
}

interface Calibration {
  readonly scale: number;
  readonly exponent: number;
  /** Mean loss in nats with the factor of training and with the one found. */
  readonly before: number;
  readonly after: number;
}

/** Finds scale and exponent in `logit = sum × scale × features ** exponent` on samples that were not trained on. */
export function calibrate(
  weights: Int8Array,
  step: number,
  classes: number,
  draw: () => Sample | undefined,
): Calibration {
  const cases = Array.from({ length: 40_000 }, draw)
    .filter((sample) => sample !== undefined)
    .map(({ rows, target }) => {
      const sums = new Float64Array(classes);
      for (const row of rows) {
        for (let one = 0; one < classes; one += 1)
          sums[one] = (sums[one] ?? 0) + (weights[row * classes + one] ?? 0);
      }
      return { sums, target, features: rows.length };
    });
  const loss = (scale: number, exponent: number) => {
    let sum = 0;
    for (const { sums, target, features } of cases) {
      const factor = scale * features ** exponent;
      const best = Math.max(...sums);
      let total = 0;
      for (const one of sums) total += Math.exp((one - best) * factor);
      sum += Math.log(total) - ((sums[target] ?? 0) - best) * factor;
    }
    return sum / cases.length;
  };
  const before = loss(step, -0.5);
  let found = { scale: step, exponent: -0.5, before, after: before };
  for (const exponent of [-0.7, -0.6, -0.5, -0.4, -0.3, -0.2]) {
    // Keeps the middle of the lengths where it was, so that the scales to try lie close together.
    const middle = 60 ** (-0.5 - exponent);
    for (const times of [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2]) {
      const scale = step * times * middle;
      const after = loss(scale, exponent);
      if (after < found.after) found = { scale, exponent, before, after };
    }
  }
  return found;
}
