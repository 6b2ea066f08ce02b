import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogitComparison } from './compare-logits.ts';

const size = 12;
const logits = fc
  .array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: size, maxLength: size })
  .map((values) => Float32Array.from(values));

describe('LogitComparison', () => {
  it('gives the textbook divergence and the nats of the next token', () => {
    fc.assert(
      fc.property(logits, logits, fc.nat(size - 1), (reference, candidate, next) => {
        const comparison = new LogitComparison(size);
        comparison.setReference(reference);
        const found = comparison.compare(candidate, next);
        const [p, q] = [softmax(reference), softmax(candidate)];
        const wanted = p.reduce(
          (sum, share, index) => sum + share * (Math.log(share) - Math.log(q[index] ?? 0)),
          0,
        );
        expect(found.divergence).toBeCloseTo(wanted, 6);
        expect(found.referenceNats).toBeCloseTo(-Math.log(p[next] ?? 0), 6);
        expect(found.candidateNats).toBeCloseTo(-Math.log(q[next] ?? 0), 6);
      }),
    );
  });

  it('finds no divergence of a model from itself, whatever is added to all logits', () => {
    const comparison = new LogitComparison(3);
    comparison.setReference(Float32Array.of(1, 3, 2));
    expect(comparison.compare(Float32Array.of(11, 13, 12), 0)).toMatchObject({ agrees: true });
    expect(comparison.compare(Float32Array.of(11, 13, 12), 0).divergence).toBeCloseTo(0, 9);
    expect(comparison.compare(Float32Array.of(3, 1, 2), 0)).toMatchObject({ agrees: false });
  });

  it('bears logits that leave nothing to the other tokens', () => {
    const comparison = new LogitComparison(2);
    comparison.setReference(Float32Array.of(500, -500));
    expect(comparison.compare(Float32Array.of(500, -500), 0).divergence).toBe(0);
    expect(comparison.compare(Float32Array.of(-500, 500), 0).divergence).toBeCloseTo(1000, 6);
  });
});

function softmax(values: Float32Array): number[] {
  const largest = Math.max(...values);
  const weights = [...values].map((value) => Math.exp(value - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
