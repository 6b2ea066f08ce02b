import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { describeBytes } from '../../core/progress/describe-bytes.ts';
import type { TensorType } from '../gguf/types.ts';

/** What one group costs at one type. */
export interface Choice {
  readonly type: TensorType;
  readonly sizeBytes: number;
  /** Mean divergence when only this group is at this type, nats a token. */
  readonly divergence: number;
}

/** A group and the types it may take. */
export interface GroupChoices {
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** The types that were chosen, and what they should cost together. */
export interface ChosenTypes {
  readonly types: ReadonlyMap<string, TensorType>;
  readonly sizeBytes: number;
  /** The sum of the groups' divergences: what the whole model would show if they did not act together. */
  readonly expectedDivergence: number;
}

/** The budget is looked at in this many steps; sizes are rounded up to a step, never down. */
const steps = 20_000;

/**
 * Chooses a type for each group so that the sum of divergences is least and the sum of sizes stays within
 * the budget: a multiple-choice knapsack, solved exactly up to the rounding of sizes.
 * @throws BadInputError when even the smallest types are larger than the budget.
 */
export function chooseTypes(groups: readonly GroupChoices[], budgetBytes: number): ChosenTypes {
  const least = groups.reduce(
    (sum, { choices }) => sum + Math.min(...choices.map(({ sizeBytes }) => sizeBytes)),
    0,
  );
  if (least > budgetBytes) throw tooSmall(budgetBytes, least);
  const stepBytes = Math.max(1, budgetBytes / steps);
  const room = Math.floor(budgetBytes / stepBytes);
  // best[r]: the least divergence with at most r steps; from[g][r]: the choice that gives it.
  let best = new Float64Array(room + 1);
  const from = groups.map(() => new Int16Array(room + 1).fill(-1));
  for (const [group, { choices }] of groups.entries()) {
    const next = new Float64Array(room + 1).fill(Number.POSITIVE_INFINITY);
    const own = from[group] ?? new Int16Array();
    for (const [index, { sizeBytes, divergence }] of choices.entries()) {
      const size = Math.ceil(sizeBytes / stepBytes);
      for (let used = size; used <= room; used += 1) {
        const sum = (best[used - size] ?? 0) + divergence;
        if (sum < (next[used] ?? 0)) {
          next[used] = sum;
          own[used] = index;
        }
      }
    }
    best = next;
  }
  if (!Number.isFinite(best[room] ?? 0)) throw tooSmall(budgetBytes, least);
  return trace(groups, from, room, stepBytes);
}

function trace(
  groups: readonly GroupChoices[],
  from: readonly Int16Array[],
  room: number,
  stepBytes: number,
): ChosenTypes {
  const types = new Map<string, TensorType>();
  let left = room;
  let sizeBytes = 0;
  let expectedDivergence = 0;
  for (let group = groups.length - 1; group >= 0; group -= 1) {
    const choice = groups[group]?.choices[from[group]?.[left] ?? -1];
    if (!choice) throw new Error('The search lost its way back.');
    types.set(at(groups, group).name, choice.type);
    sizeBytes += choice.sizeBytes;
    expectedDivergence += choice.divergence;
    left -= Math.ceil(choice.sizeBytes / stepBytes);
  }
  return { types: new Map([...types].reverse()), sizeBytes, expectedDivergence };
}

function tooSmall(budgetBytes: number, leastBytes: number): BadInputError {
  return new BadInputError({
    message: `The matrices need at least ${describeBytes(leastBytes)}; the budget leaves them ${describeBytes(budgetBytes)}.`,
    place: 'budget',
    remedy: 'Raise the budget or allow smaller types.',
  });
}
