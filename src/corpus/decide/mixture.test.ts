import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCopies, planMixture } from './mixture.ts';

const none = { sources: {}, registers: {} };
const offer = (source: string, register: string, characters: number) => ({ source, register, characters });

describe('planMixture', () => {
  it('takes everything once when nothing is asked', () => {
    expect(planMixture([offer('A', 'news', 10), offer('B', 'school', 90)], none)).toEqual([1, 1]);
  });

  it('holds a register to its share of what is taken', () => {
    const offers = [offer('A', 'religious', 500), offer('B', 'religious', 300), offer('C', 'news', 400)];
    const rates = planMixture(offers, { sources: {}, registers: { religious: { share: 0.2, weight: 1 } } });
    const taken = offers.map(({ characters }, index) => characters * (rates[index] ?? 0));
    expect(rates[2]).toBeCloseTo(1, 9);
    expect(rates[0]).toBeCloseTo(rates[1] ?? 0, 9);
    expect(((taken[0] ?? 0) + (taken[1] ?? 0)) / taken.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(
      0.2,
      6,
    );
  });

  it('repeats by weight, and a share holds for what is repeated', () => {
    const offers = [offer('A', 'school', 100), offer('B', 'news', 100)];
    const school = { share: 0.6, weight: 3 };
    const rates = planMixture(offers, { sources: { A: school }, registers: {} });
    expect(rates).toEqual([expect.closeTo(1.5, 6), expect.closeTo(1, 6)]);
  });

  it('says that shares below 1 leave nothing', () => {
    const mixture = { sources: { A: { share: 0.5, weight: 1 } }, registers: {} };
    expect(() => planMixture([offer('A', 'news', 1000)], mixture)).toThrow(/add up to less than 1/);
  });
});

describe('chooseCopies', () => {
  it('takes no more than the rate allows, and within one document of it', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 3, noNaN: true }), (list, rate) => {
        const length = Uint32Array.from(list);
        const documents = length.map((_, index) => index);
        const columns = { length, idHigh: length.map((_, index) => (index * 7919) % 101), idLow: documents };
        const copies = new Uint32Array(list.length);
        chooseCopies(documents, rate, columns, copies);
        const total = list.reduce((sum, characters) => sum + characters, 0);
        const taken = list.reduce((sum, characters, index) => sum + characters * (copies[index] ?? 0), 0);
        expect(taken).toBeLessThanOrEqual(rate * total + 0.5);
        expect(taken).toBeGreaterThan(rate * total - 51);
      }),
    );
  });
});
