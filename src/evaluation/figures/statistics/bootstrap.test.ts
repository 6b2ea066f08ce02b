import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../core/seeded-random.ts';
import { bootstrap, pairedBootstrap, quantile, type Sample } from './bootstrap.ts';

const answers = (right: number, wrong: number): Sample[] => [
  ...Array.from({ length: right }, () => ({ numerator: 1, denominator: 1 })),
  ...Array.from({ length: wrong }, () => ({ numerator: 0, denominator: 1 })),
];

describe('bootstrap', () => {
  it('gives the ratio of the sums, not the mean of the ratios', () => {
    const samples = [
      { numerator: 10, denominator: 10 },
      { numerator: 90, denominator: 30 },
    ];
    expect(bootstrap(samples, { seed: 1 }).value).toBe(2.5);
  });

  it('agrees with the normal interval of a share: 0.70 ± 0.0635 for 140 of 200', () => {
    const { value, low, high } = bootstrap(answers(140, 60), { seed: 7 });
    expect(value).toBe(0.7);
    expect(low).toBeCloseTo(0.6365, 1.9);
    expect(high).toBeCloseTo(0.7635, 1.9);
  });

  it('has no width when all samples are alike, and no interval below two samples', () => {
    expect(bootstrap(answers(50, 0), { seed: 1 })).toEqual({ value: 1, low: 1, high: 1 });
    expect(bootstrap(answers(1, 0), { seed: 1 })).toEqual({ value: 1, low: null, high: null });
  });

  it('is the same for the same seed and another for another', () => {
    const samples = answers(30, 31);
    expect(bootstrap(samples, { seed: 3 })).toEqual(bootstrap(samples, { seed: 3 }));
    expect(bootstrap(samples, { seed: 3 })).not.toEqual(bootstrap(samples, { seed: 4 }));
  });

  it('holds the true share in about 95 of 100 intervals', () => {
    const random = seededRandom(11);
    let held = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const right = Array.from({ length: 100 }, () => random() < 0.4).filter(Boolean).length;
      const { low, high } = bootstrap(answers(right, 100 - right), { seed: trial, resamples: 400 });
      if ((low ?? 1) <= 0.4 && (high ?? 0) >= 0.4) held += 1;
    }
    expect(held).toBeGreaterThan(180);
    expect(held).toBeLessThan(199);
  });
});

describe('pairedBootstrap', () => {
  it('finds a difference that unpaired intervals hide', () => {
    const random = seededRandom(5);
    const hardness = Array.from({ length: 40 }, () => 1 + 3 * random());
    const before = hardness.map((bits) => ({ numerator: bits * 100, denominator: 100 }));
    const after = hardness.map((bits) => ({ numerator: (bits - 0.1) * 100, denominator: 100 }));
    const { value, low, high } = pairedBootstrap(before, after, { seed: 1 });
    expect(value).toBeCloseTo(-0.1, 9);
    expect(low).toBeCloseTo(-0.1, 9);
    expect(high).toBeCloseTo(-0.1, 9);
    expect(bootstrap(after, { seed: 1 }).high).toBeGreaterThan(bootstrap(before, { seed: 1 }).low ?? 9);
  });

  it('changes its sign when the models are exchanged', () => {
    const [before, after] = [answers(10, 30), answers(25, 15)];
    const there = pairedBootstrap(before, after, { seed: 2 });
    const back = pairedBootstrap(after, before, { seed: 2 });
    expect(back.value).toBe(-there.value);
    expect(back.low).toBeCloseTo(-(there.high ?? 0), 12);
  });

  it('refuses lists of different length', () => {
    expect(() => pairedBootstrap(answers(1, 1), answers(2, 1), { seed: 1 })).toThrow('2 and 3');
  });
});

describe('quantile', () => {
  it('lies between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  });
});
