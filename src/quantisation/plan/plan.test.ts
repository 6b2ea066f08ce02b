import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gemma3Shapes } from '../../checkpoint/index.ts';
import type { Assumptions } from './assumptions.ts';
import { readAssumptions } from './assumptions.ts';
import { cacheBytes } from './fit.ts';
import { makePlan, planSentence } from './plan.ts';
import { printPlan, renderPlan } from './render.ts';

let assumptions: Assumptions;
const demand = { memoryBytes: 8e9, cores: 4, pupils: 10, contextTokens: 2048 };

beforeAll(async () => {
  assumptions = await readAssumptions();
});

describe('the plan', () => {
  it('reckons the cache that was measured: 42 MB at 8k tokens, 115 MB at 32k', () => {
    expect(cacheBytes(gemma3Shapes['270m'], 8192) / 1e6).toBeCloseTo(41, 0);
    expect(cacheBytes(gemma3Shapes['270m'], 32_768) / 1e6).toBeCloseTo(116, 0);
  });

  it('takes a trained model, and names a larger one that the machine could carry', () => {
    const plan = makePlan(assumptions, { ...demand, pupils: 1, cores: 16 });
    expect(plan.best).toMatchObject({ model: 'Soro-270M', quantisation: 'q8_0' });
    expect(planSentence(plan)).toContain('has not been trained');
  });

  it('says what is in the way when nothing fits', () => {
    expect(planSentence(makePlan(assumptions, { ...demand, memoryBytes: 1e9 }))).toContain(
      'fits into memory',
    );
    expect(planSentence(makePlan(assumptions, { ...demand, pupils: 5000, memoryBytes: 1e12 }))).toContain(
      'fast enough',
    );
  });

  it('never gives more pupils a better model', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (few, more) => {
        const place = (pupils: number) => {
          const { fits, possible } = makePlan(assumptions, { ...demand, pupils });
          return possible ? fits.indexOf(possible) : fits.length;
        };
        expect(place(Math.max(few, more))).toBeGreaterThanOrEqual(place(Math.min(few, more)));
      }),
    );
  });

  it('adds up: every way is the sum of its parts, and the cloud grows with its price', () => {
    const plan = makePlan(assumptions, demand);
    for (const { items, dollars } of plan.ways)
      expect(items.reduce((sum, item) => sum + item.dollars, 0)).toBeCloseTo(dollars);
    const prices = { ...assumptions.prices, cloudOutput: { ...assumptions.prices.cloudOutput, value: 6 } };
    const dear = makePlan({ ...assumptions, prices }, demand);
    const cloud = (ways: typeof plan.ways) => ways.find(({ needsNetwork }) => needsNetwork)?.dollars ?? 0;
    expect(cloud(dear.ways)).toBeGreaterThan(cloud(plan.ways));
  });

  it('shows every assumption with its source on the page', () => {
    const plan = makePlan(assumptions, demand);
    const page = renderPlan(plan);
    for (const group of [assumptions.machine, assumptions.use, assumptions.prices]) {
      for (const key of Object.keys(group)) expect(page).toContain(`<code>${key}</code>`);
    }
    expect(printPlan(plan).join('\n')).toContain('A cloud API');
  });
});
