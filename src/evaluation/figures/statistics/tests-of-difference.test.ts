import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectableDifference } from './detectable-difference.ts';
import { positionBias } from './position-bias.ts';
import { aboveGuessing, holm, mcNemar, signFlipTest } from './tests-of-difference.ts';

describe('mcNemar', () => {
  it('gives the exact values of the binomial distribution', () => {
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(0, 5)).toBeCloseTo(0.0625, 12);
    expect(mcNemar(2, 8)).toBeCloseTo(0.109375, 12);
    expect(mcNemar(5, 5)).toBe(1);
    expect(mcNemar(3, 300)).toBeLessThan(1e-50);
  });
});

describe('aboveGuessing', () => {
  it('gives the exact tail', () => {
    expect(aboveGuessing(0, 10, 0.25)).toBeCloseTo(1, 12);
    expect(aboveGuessing(10, 10, 0.5)).toBeCloseTo(2 ** -10, 15);
    expect(aboveGuessing(30, 100, 0.25)).toBeCloseTo(0.1495, 3);
  });
});

describe('signFlipTest', () => {
  it('sees a shift that every pair shares, and none where there is none', () => {
    const shifted = Array.from({ length: 30 }, (_, index) => 1 + (index % 3) / 10);
    expect(signFlipTest(shifted, 1)).toBeLessThan(0.001);
    expect(
      signFlipTest(
        shifted.map((value, index) => (index % 2 ? value : -value)),
        1,
      ),
    ).toBeGreaterThan(0.2);
    expect(signFlipTest([0, 0, 0], 1)).toBe(1);
  });
});

describe('holm', () => {
  it('corrects as in the textbook', () => {
    expect(holm([0.01, 0.04, 0.03]).map((value) => Number(value.toFixed(3)))).toEqual([0.03, 0.06, 0.06]);
  });

  it('never lowers a value, keeps the order and stays at or below Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        const corrected = holm(values);
        for (const [index, value] of values.entries()) {
          expect(corrected[index]).toBeGreaterThanOrEqual(value);
          expect(corrected[index]).toBeLessThanOrEqual(Math.min(1, value * values.length) + 1e-12);
          for (const [other, less] of values.entries()) {
            if (less < value) expect(corrected[other]).toBeLessThanOrEqual(corrected[index] ?? 0);
          }
        }
      }),
    );
  });
});

describe('detectableDifference', () => {
  it('shrinks with the root of the items', () => {
    const [few, many] = [detectableDifference(100, 0.25), detectableDifference(10_000, 0.25)];
    expect(few.aboveGuessing).toBeGreaterThan(0.1);
    expect(few.aboveGuessing / many.aboveGuessing).toBeGreaterThan(9);
    expect(few.betweenModels).toBeGreaterThan(few.aboveGuessing);
  });
});

describe('positionBias', () => {
  const result = (answer: number, chosen: number) => ({
    kind: 'choice' as const,
    model: 'm',
    task: 't',
    item: 'i',
    answer,
    chosen,
    chosenByCharacters: chosen,
    chosenByBytes: chosen,
    logProbabilities: [],
    truncatedTokens: 0,
  });

  it('is nothing for a model that names positions as often as they are right, and large for always "B"', () => {
    expect(positionBias([result(0, 1), result(1, 0)]).distance).toBe(0);
    const always = positionBias([0, 1, 2, 3].map((answer) => result(answer, 1)));
    expect(always).toEqual({ answers: [1, 1, 1, 1], chosen: [0, 4, 0, 0], distance: 0.75 });
    expect(positionBias([result(0, -1)]).distance).toBe(0);
  });
});
