import { Matrix } from 'ml-matrix';
import { at, last } from '../../core/known.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { type ClusterRegression, dot, projectRows } from './cluster-regression.ts';

/** Webb's six weights (2014): with few clusters, Rademacher's two give too few different draws. */
const webbWeights = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)];

/** A weight for each cluster in each draw. */
export function webbDraws(draws: number, clusters: number, seed: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: draws }, () =>
    Array.from({ length: clusters }, () => at(webbWeights, Math.floor(random() * webbWeights.length))),
  );
}

/**
 * The wild cluster bootstrap of the last column's coefficient with the null imposed (Cameron, Gelbach and Miller 2008).
 * @param draws weights by draw and cluster; clusters stand in the order in which they occur.
 * @returns the p-value of any value of the coefficient: the share of draws whose t (CR1) is as far from 0 or further.
 */
export function wildBootstrap(
  regression: ClusterRegression,
  draws: readonly (readonly number[])[],
): (value: number) => number {
  const { q, residuals, coefficients, inverseR, parts: clusters } = regression;
  const place = q.columns - 1;
  const reader = inverseR.getRow(place);
  const value = last(coefficients);
  // The last column of Q is what this column has beyond the others, up to its length 1/R⁻¹ₖₖ. So without the column
  // the residuals are e = residuals + value·d, and for a null value b they are e − b·d.
  const d = q.getColumn(place).map((one) => one / at(reader, place));
  const e = residuals.map((one, row) => one + value * at(d, row));
  const byCluster = clusters.map(({ rows }) => ({ e: projectRows(q, rows, e), d: projectRows(q, rows, d) }));
  // How a change of the coefficients moves what each cluster adds to the tested one.
  const pulls = Float64Array.from(
    clusters.flatMap(({ gram }) => gram.mmul(Matrix.columnVector(reader)).to1DArray()),
  );
  // The factor of CR1 is the same above and below.
  const observedSpread = Math.hypot(
    ...clusters.map(({ rows }) => dot(reader, projectRows(q, rows, residuals))),
  );
  const width = reader.length;
  const count = byCluster.length;
  return (nullValue) => {
    const observed = Math.abs(value - nullValue) / observedSpread;
    const projected = byCluster.map(({ e: own, d: tilt }) =>
      own.map((one, index) => one - nullValue * at(tilt, index)),
    );
    // Flat arrays, because these loops run over draws × clusters × columns.
    const scores = Float64Array.from(projected, (one) => dot(reader, one));
    const parts = Float64Array.from(projected.flat());
    const sum = new Float64Array(width);
    let further = 0;
    for (const weights of draws) {
      sum.fill(0);
      let moved = 0;
      for (let g = 0; g < count; g += 1) {
        const weight = weights[g] as number;
        moved += weight * (scores[g] as number);
        for (let index = 0; index < width; index += 1) {
          sum[index] = (sum[index] as number) + weight * (parts[g * width + index] as number);
        }
      }
      let squares = 0;
      for (let g = 0; g < count; g += 1) {
        let residual = (weights[g] as number) * (scores[g] as number);
        for (let index = 0; index < width; index += 1) {
          residual -= (pulls[g * width + index] as number) * (sum[index] as number);
        }
        squares += residual * residual;
      }
      if (Math.abs(moved) >= observed * Math.sqrt(squares) * (1 - 1e-12)) further += 1;
    }
    return further / draws.length;
  };
}

/** The values that the bootstrap does not refuse at α, by halving on both sides of the estimate. */
export function bootstrapInterval(
  pOf: (value: number) => number,
  { value, standardError }: { readonly value: number; readonly standardError: number },
  alpha: number,
): { readonly low: number; readonly high: number } {
  const edge = (direction: 1 | -1): number => {
    let inside = 0;
    let outside = 2 * standardError;
    while (pOf(value + direction * outside) > alpha) {
      inside = outside;
      outside *= 2;
      if (outside > 1000 * standardError) return direction * Number.POSITIVE_INFINITY;
    }
    for (let step = 0; step < 40; step += 1) {
      const middle = (inside + outside) / 2;
      if (pOf(value + direction * middle) > alpha) inside = middle;
      else outside = middle;
    }
    return value + direction * outside;
  };
  return { low: edge(-1), high: edge(1) };
}
