import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { chooseTypes, type GroupChoices } from './choose-types.ts';

const types = ['q4_0', 'q5_1', 'q8_0'] as const;

function group(name: string, sizes: readonly number[], divergences: readonly number[]): GroupChoices {
  return {
    name,
    choices: types.map((type, index) => ({
      type,
      sizeBytes: sizes[index] ?? 0,
      divergence: divergences[index] ?? 0,
    })),
  };
}

describe('chooseTypes', () => {
  it('gives the better type to the group that suffers more', () => {
    const groups = [
      group('tough', [45, 60, 85], [0.1, 0.05, 0]),
      group('tender', [45, 60, 85], [0.9, 0.2, 0]),
    ];
    const chosen = chooseTypes(groups, 130);
    expect(Object.fromEntries(chosen.types)).toEqual({ tough: 'q4_0', tender: 'q8_0' });
    expect(chosen.expectedDivergence).toBeCloseTo(0.1);
    expect(chosen.sizeBytes).toBe(130);
  });

  it('refuses a budget that nothing fits', () => {
    expect(() => chooseTypes([group('one', [45, 60, 85], [1, 1, 1])], 44)).toThrow(BadInputError);
  });

  it('is never worse than any other choice within the budget, nor larger than it', () => {
    const number = fc.integer({ min: 1, max: 1000 });
    const groups = fc.array(
      fc.tuple(
        fc.array(number, { minLength: 3, maxLength: 3 }),
        fc.array(number, { minLength: 3, maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 4000 }), (drawn, budget) => {
        const all = drawn.map(([sizes, divergences], index) => group(String(index), sizes, divergences));
        const fitting = combinations(all).filter(({ sizeBytes }) => sizeBytes <= budget);
        fc.pre(fitting.length > 0);
        const chosen = chooseTypes(all, budget);
        expect(chosen.sizeBytes).toBeLessThanOrEqual(budget);
        // A budget below 20,000 bytes is looked at byte by byte: the result is the best there is.
        expect(chosen.expectedDivergence).toBe(Math.min(...fitting.map(({ divergence }) => divergence)));
      }),
    );
  });
});

function combinations(groups: readonly GroupChoices[]): { sizeBytes: number; divergence: number }[] {
  return groups.reduce(
    (sums, { choices }) =>
      sums.flatMap((sum) =>
        choices.map(({ sizeBytes, divergence }) => ({
          sizeBytes: sum.sizeBytes + sizeBytes,
          divergence: sum.divergence + divergence,
        })),
      ),
    [{ sizeBytes: 0, divergence: 0 }],
  );
}
