import { at } from '../../../core/known.ts';
import { seededRandom } from '../../../core/seeded-random.ts';

/**
 * The exact McNemar test of two models on the same items: how likely chance alone makes one of them right on so
 * many more of the items on which only one is right (two-sided binomial; McNemar 1947).
 */
export function mcNemar(onlyBefore: number, onlyAfter: number): number {
  const count = onlyBefore + onlyAfter;
  if (count === 0) return 1;
  return Math.min(1, 2 * binomialTail(count - Math.max(onlyBefore, onlyAfter), count, 0.5, 'at-most'));
}

/** How likely guessing with this chance is right on at least this many items (exact binomial, one-sided). */
export function aboveGuessing(right: number, items: number, chance: number): number {
  return binomialTail(right, items, chance, 'at-least');
}

/**
 * How likely the mean of paired differences is so far from zero when the sign of each is chance (two-sided
 * permutation test with random signs; Good 2005, ch. 3).
 */
export function signFlipTest(differences: readonly number[], seed: number, draws = 5000): number {
  const changed = differences.filter((difference) => difference !== 0);
  if (changed.length === 0) return 1;
  const observed = Math.abs(changed.reduce((sum, value) => sum + value, 0));
  const random = seededRandom(seed);
  let asFar = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (const value of changed) sum += random() < 0.5 ? value : -value;
    if (Math.abs(sum) >= observed - 1e-12) asFar += 1;
  }
  return (asFar + 1) / (draws + 1);
}

/** Holm's correction of p-values for their number (Holm 1979), in the order given. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((value, index) => ({ value, index }))
    .sort((left, right) => left.value - right.value);
  const adjusted: number[] = [];
  let largest = 0;
  for (const [rank, { value, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, value * (order.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}

function binomialTail(
  successes: number,
  trials: number,
  chance: number,
  side: 'at-most' | 'at-least',
): number {
  const [from, to] = side === 'at-most' ? [0, successes] : [successes, trials];
  let sum = 0;
  for (let count = from; count <= to; count += 1) {
    sum += Math.exp(
      logFactorial(trials) -
        logFactorial(count) -
        logFactorial(trials - count) +
        (count === 0 ? 0 : count * Math.log(chance)) +
        (count === trials ? 0 : (trials - count) * Math.log(1 - chance)),
    );
  }
  return Math.min(1, sum);
}

const logFactorials = [0];

function logFactorial(value: number): number {
  for (let next = logFactorials.length; next <= value; next += 1) {
    logFactorials.push(at(logFactorials, next - 1) + Math.log(next));
  }
  return at(logFactorials, value);
}
