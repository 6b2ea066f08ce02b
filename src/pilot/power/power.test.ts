import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  normalQuantile,
  normalTwoSided,
  studentQuantile,
  studentTwoSided,
} from '../numbers/distributions.ts';
import { clustersFor, powerSettingsSchema, smallestEffect } from './power.ts';

const settings = (clusters: number, given: object = {}) =>
  powerSettingsSchema.parse({ clusters, pupils: 25, icc: 0.2, r2: 0.5, ...given });

describe('the smallest detectable effect', () => {
  it('is 0.60 and 0.30 by the normal distribution, 0.69 and 0.31 by Student’s t, for 10 and 40 classes', () => {
    const [ten, forty] = [smallestEffect(settings(10)), smallestEffect(settings(40))];
    expect([ten.byNormal, forty.byNormal].map((one) => one.toFixed(2))).toEqual(['0.60', '0.30']);
    expect([ten.byStudent, forty.byStudent].map((one) => one.toFixed(2))).toEqual(['0.69', '0.31']);
  });

  it('falls with clusters, grows with the share between them, and is smallest for equal arms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 400 }),
        fc.double({ min: 0, max: 0.8, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (clusters, icc, treated) => {
          const effect = smallestEffect(settings(clusters, { icc, treated })).byStudent;
          expect(smallestEffect(settings(clusters + 2, { icc, treated })).byStudent).toBeLessThan(effect);
          expect(smallestEffect(settings(clusters, { icc: icc + 0.1, treated })).byStudent).toBeGreaterThan(
            effect,
          );
          expect(smallestEffect(settings(clusters, { icc })).byStudent).toBeLessThanOrEqual(effect);
        },
      ),
    );
  });

  it('says how many clusters an effect needs: with them it is seen, with two fewer it is not', () => {
    const needed = clustersFor(0.3, settings(4));
    expect(needed).toBe(44);
    expect(smallestEffect(settings(44)).byStudent).toBeLessThanOrEqual(0.3);
    expect(smallestEffect(settings(42)).byStudent).toBeGreaterThan(0.3);
    expect(clustersFor(0.001, settings(4))).toBeUndefined();
  });
});

describe('the distributions', () => {
  // scipy 1.17.1: 2 * stats.t.sf(t, df), stats.t.ppf(p, df), stats.norm.ppf(p).
  it.each([
    [2.0, 8, 0.08051623795726262],
    [0.3, 1.7, 0.7968029183974501],
    [5.5, 38, 2.7610223965344336e-6],
    [12, 4.25, 0.00019438642552906005],
  ])('of Student at %f with %f degrees of freedom is that of scipy', (t, df, expected) => {
    expect(Math.abs(studentTwoSided(t, df) / expected - 1)).toBeLessThan(1e-10);
  });

  it('have the quantiles of scipy', () => {
    expect(studentQuantile(0.975, 8)).toBeCloseTo(2.306004135204166, 11);
    expect(studentQuantile(0.8, 3.3)).toBeCloseTo(0.964567280124389, 11);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 11);
    expect(normalQuantile(0.2)).toBeCloseTo(-0.8416212335729142, 11);
  });

  it('are met by their quantiles again', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 1, max: 3000, noNaN: true }),
        (probability, df) => {
          const wanted = 2 * Math.min(probability, 1 - probability);
          expect(studentTwoSided(studentQuantile(probability, df), df)).toBeCloseTo(wanted, 10);
          expect(normalTwoSided(normalQuantile(probability))).toBeCloseTo(wanted, 10);
        },
      ),
    );
  });
});
