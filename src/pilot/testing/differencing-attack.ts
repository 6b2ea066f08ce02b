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
 * @param used the columns whose cells are looked at. The size of the arm has noise of its own and says nothing of a category.
 * @returns the chance that the attacker gives to each category of the table.
 */
export function beliefOfTable(attack: Differencing, name: TableName, used: readonly number[]): number[] {
  const arm = armOf(attack);
  const { table: epsilon } = shareOut(attack.epsilon);
  const others = at(attack.others.counts[name], arm);
  const chance = (tables: PublishedTables, counts: readonly number[]) =>
    chanceOfRow(at(tables.counts[name], arm), counts, epsilon, used);
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

/** The chance of the cells that are shown and looked at, if the true counts of the row were these. */
function chanceOfRow(
  shown: readonly (number | null)[],
  counts: readonly number[],
  epsilon: number,
  used: readonly number[],
): number {
  return used.reduce((chance, column) => {
    const value = at(shown, column);
    return value === null ? chance : chance * noiseChance(value - at(counts, column), epsilon, 1);
  }, 1);
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
