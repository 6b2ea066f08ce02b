import { at, known } from '../../core/known.ts';
import { noiseChance } from '../export/discrete-laplace.ts';
import { type PublishedTables, shareOut } from '../export/publish.ts';
import { categoryTables, type ExactTables, mostPoints, type TableName } from '../export/tables.ts';
import type { PilotRecord } from '../records/record.ts';
import type { Study } from '../study/study.ts';

/** Exports with and without one pupil, and everything of everybody else. */
export interface Differencing {
  readonly study: Study;
  readonly pupil: PilotRecord;
  readonly others: ExactTables;
  readonly with: PublishedTables;
  readonly without: PublishedTables;
  readonly epsilon: number;
}

/**
 * What the strongest attacker concludes of one pupil from an export with them and one without them. They know every
 * other pupil's record, the pupil's arm and all settings, and weigh each category by the chance of the noise that it
 * would need.
 * @param used the columns whose cells are looked at; the total always is.
 * @returns the chance that the attacker gives to each category of the table.
 */
export function beliefOfTable(attack: Differencing, name: TableName, used: readonly number[]): number[] {
  const arm = armOf(attack);
  const { table: epsilon } = shareOut(attack.epsilon);
  const others = at(attack.others.counts[name], arm);
  const chance = (tables: PublishedTables, counts: readonly number[]) =>
    chanceOfRow(at(tables.counts[name], arm), at(tables.rowTotals[name], arm), counts, epsilon, used);
  return normalised(
    categoryTables[name].map((_, category) => {
      const withPupil = others.map((count, column) => count + (column === category ? 1 : 0));
      return chance(attack.with, withPupil) * chance(attack.without, others);
    }),
  );
}

/** The chance that the attacker gives to each score after of 0, 5, … 100 points, if they know that both tests were written. */
export function beliefOfScore(attack: Differencing): number[] | undefined {
  const arm = armOf(attack);
  const { sum: epsilon } = shareOut(attack.epsilon);
  const sumOf = (tables: PublishedTables) => {
    const mean = at(tables.meanAfter, arm);
    const count = at(at(tables.counts.participation, arm), 0);
    return mean === null || count === null ? undefined : Math.round(mean * count);
  };
  const [withPupil, without] = [sumOf(attack.with), sumOf(attack.without)];
  if (withPupil === undefined || without === undefined) return undefined;
  const known = at(attack.others.after, arm);
  const chance = (noise: number) => noiseChance(noise, epsilon, mostPoints);
  return normalised(
    Array.from({ length: 21 }, (_, step) => chance(withPupil - known - 5 * step) * chance(without - known)),
  );
}

function armOf({ study, pupil, others }: Differencing): number {
  return others.arms.indexOf(known(new Map(study.clusters.map(({ id, arm }) => [id, arm])), pupil.cluster));
}

function normalised(likelihoods: readonly number[]): number[] {
  const sum = likelihoods.reduce((total, one) => total + one, 0);
  return likelihoods.map((one) => one / sum);
}

/**
 * The chance of what is shown of a row if its true counts were these. Of cells that are left out or not looked at, the
 * total less the others gives the sum: their noises together, here by convolution.
 */
function chanceOfRow(
  shown: readonly (number | null)[],
  total: number,
  counts: readonly number[],
  epsilon: number,
  used: readonly number[],
): number {
  let chance = 1;
  let hiddenTotal = total;
  let hiddenCount = 0;
  let hidden = 0;
  for (const [column, value] of shown.entries()) {
    if (value === null || !used.includes(column)) {
      hidden += 1;
      hiddenCount += at(counts, column);
    } else {
      chance *= noiseChance(value - at(counts, column), epsilon, 1);
      hiddenTotal -= value;
    }
  }
  return hidden === 0 ? chance : chance * chanceOfSum(hiddenTotal - hiddenCount, hidden, epsilon);
}

const sums = new Map<string, number[]>();
const reach = 2000;

/** The chance that so many noises sum to a value. */
function chanceOfSum(value: number, terms: number, epsilon: number): number {
  if (terms === 1) return noiseChance(value, epsilon, 1);
  const key = `${terms}/${epsilon}`;
  let table = sums.get(key);
  if (!table) {
    const one = Array.from({ length: 2 * reach + 1 }, (_, place) => noiseChance(place - reach, epsilon, 1));
    table = one;
    for (let term = 1; term < terms; term += 1) table = convolve(table, one);
    sums.set(key, table);
  }
  return at(table, Math.min(2 * reach, Math.max(0, value + reach)));
}

function convolve(one: readonly number[], other: readonly number[]): number[] {
  const out = new Array<number>(one.length).fill(0);
  for (const [i, a] of one.entries()) {
    if (a < 1e-14) continue;
    for (const [j, b] of other.entries()) {
      const place = i + j - reach;
      if (place >= 0 && place < out.length) out[place] = at(out, place) + a * b;
    }
  }
  return out;
}

/** The same attack on tables that were published as they are: the cell that differs is the pupil's. */
export function subtract(withPupil: ExactTables, without: ExactTables, name: TableName): number | undefined {
  for (const [arm, row] of withPupil.counts[name].entries()) {
    const column = row.findIndex((count, place) => count !== at(at(without.counts[name], arm), place));
    if (column >= 0) return column;
  }
  return undefined;
}

/** The category that the attacker names; undefined below this certainty. */
export function namedCategory(belief: readonly number[], certainty: number): number | undefined {
  const best = Math.max(...belief);
  return best >= certainty ? belief.indexOf(best) : undefined;
}
