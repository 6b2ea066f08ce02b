import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOfLargest, logSumExp } from './log-sum-exp.ts';

const logit = fc.float({ min: -200, max: 80, noNaN: true });

describe('logSumExp', () => {
  it('equals the sum by Math.exp', () => {
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 400 }), (values) => {
        const logits = Float32Array.from([99, ...values, 99]);
        const largest = Math.max(...values.map(Math.fround));
        const sum = values.reduce((total, value) => total + Math.exp(Math.fround(value) - largest), 0);
        expect(logSumExp(logits, 1, values.length)).toBeCloseTo(largest + Math.log(sum), 9);
      }),
    );
  });

  it('is not a number where a weight is none', () => {
    expect(logSumExp(Float32Array.of(Number.NaN, Number.NaN), 0, 2)).not.toBeGreaterThan(-1e9);
  });
});

describe('indexOfLargest', () => {
  it('names the first of the largest, within its row', () => {
    expect(indexOfLargest(Float32Array.of(9, 1, 3, 3, 9), 1, 3)).toBe(1);
  });
});
