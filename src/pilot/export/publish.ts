import { at } from '../../core/known.ts';
import { discreteLaplace, noiseReach } from './discrete-laplace.ts';
import { type ExactTables, mostPoints, type TableName } from './tables.ts';

/** No cell of fewer pupils is published, whatever the noise says. */
export const fewestInCell = 10;

/** The chance, for one cell, that the rule of ten says more than the noise hides. */
export const cellDelta = 1e-5;

/** How an export's ε is divided: a part for each table and for the sizes of the arms, and one for each sum of scores. */
export function shareOut(epsilon: number): { readonly table: number; readonly sum: number } {
  return { table: floor(0.12 * epsilon), sum: floor(0.26 * epsilon) };
}

/** Four decimals downwards, as the noise is drawn; so that the parts are never more than the whole. */
function floor(value: number): number {
  return Math.floor(value * 10_000 + 1e-9) / 10_000;
}

export interface PublishedTables {
  readonly arms: readonly string[];
  /** Noisy numbers of pupils; null for what is left out. */
  readonly sizes: readonly (number | null)[];
  /** Noisy counts by table, arm and category. */
  readonly counts: Readonly<Record<TableName, readonly (readonly (number | null)[])[]>>;
  /** Points of 100, of pupils with both tests; null for an arm whose count is left out. */
  readonly meanBefore: readonly (number | null)[];
  readonly meanAfter: readonly (number | null)[];
}

/**
 * Makes tables that may leave the school: noise on every count and sum, cells of fewer than ten left out, and another
 * with a single one, so that the size of the arm does not give it away. All that is decided on noisy counts; the true
 * ones only forbid. A cell is published from `fewestInCell` plus the noise's reach on, so that one pupil more or less
 * changes whether it is published with probability `cellDelta` at most.
 */
export function publishTables(exact: ExactTables, epsilon: number): PublishedTables {
  const parts = shareOut(epsilon);
  const fewest = fewestInCell + noiseReach(parts.table, cellDelta);
  const noisy = (count: number) => count + discreteLaplace(parts.table, 1);
  const isSmall = (count: number, published: number) => published < fewest || count < fewestInCell;
  const shown = (name: TableName) =>
    exact.counts[name].map((row) => {
      const published = row.map(noisy);
      return hideWithTotal(
        published,
        row.map((count, column) => isSmall(count, at(published, column))),
      );
    });
  const counts = {
    participation: shown('participation'),
    faces: shown('faces'),
    practice: shown('practice'),
  };
  const mean = (sums: readonly number[]) =>
    sums.map((sum, arm) => {
      const noise = discreteLaplace(parts.sum, mostPoints);
      const count = at(at(counts.participation, arm), 0);
      return count === null ? null : Math.min(mostPoints, Math.max(0, (sum + noise) / count));
    });
  const sizes = exact.counts.participation.map((row) => {
    const size = row.reduce((sum, count) => sum + count, 0);
    const published = noisy(size);
    return isSmall(size, published) ? null : published;
  });
  return { arms: exact.arms, sizes, counts, meanBefore: mean(exact.before), meanAfter: mean(exact.after) };
}

/**
 * Complementary suppression: a row of which one cell is hidden loses a second one, the smallest that is shown. Then the
 * total less what is shown is a sum of two cells at least.
 */
export function hideWithTotal(counts: readonly number[], isSmall: readonly boolean[]): (number | null)[] {
  const open = [...counts.keys()].filter((column) => !at(isSmall, column));
  const isAlone = open.length === counts.length - 1;
  const smallest = open.reduce(
    (least, column) => (at(counts, column) < at(counts, least) ? column : least),
    open[0] ?? 0,
  );
  return counts.map((count, column) =>
    at(isSmall, column) || (isAlone && column === smallest) ? null : count,
  );
}
