import { describe, expect, it } from 'vitest';
import { gemma3Shapes } from '../checkpoint/index.ts';
import { readAssumptions } from '../quantisation/index.ts';
import { machineFit } from './machine-fit.ts';

describe('what fits a machine', () => {
  it('is fewer answers at once on a smaller one, and none where the weights do not fit', async () => {
    const assumptions = await readAssumptions();
    const places = (gigabytes: number) =>
      machineFit(gemma3Shapes['4b'], 3.15e9, assumptions, gigabytes * 1e9).places;
    expect(places(16)).toBe(30);
    expect(places(8)).toBeGreaterThan(0);
    expect(places(8)).toBeLessThan(30);
    expect(places(4)).toBe(0);
  });

  it('is thirty answers of the embedded model on 4 GB, and fewer by itself below 3', async () => {
    const assumptions = await readAssumptions();
    const places = (gigabytes: number) =>
      machineFit(gemma3Shapes['270m'], 0.3e9, assumptions, gigabytes * 1e9).places;
    expect(places(4)).toBe(30);
    expect(places(2)).toBeGreaterThan(0);
    expect(places(2)).toBeLessThan(30);
  });
});
