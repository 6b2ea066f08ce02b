import { at } from '../../core/known.ts';
import { discreteLaplace, noiseReach } from './discrete-laplace.ts';
import { type ExactTables, mostPoints, type TableName, tableNames } from './tables.ts';

/** No cell of fewer pupils is published, whatever the noise says. */
export const fewestInCell = 10;

/** The chance, for one cell, that the rule of ten says more than the noise hides. */
export const cellDelta = 1e-6;

/** How an export's ε is divided: a part for each table of counts, and for the sums of the scores before and after. */
export function shareOut(epsilon: number): { readonly table: number; readonly sum: number } {
  return { table: floor(0.15 * epsilon), sum: floor(0.275 * epsilon) };
}

/** Four decimals downwards, as the noise is drawn; so that the parts are never more than the whole. */
function floor(value: number): number {
  return Math.floor(value * 10_000 + 1e-9) / 10_000;
}

export interface PublishedTables {
  readonly arms: readonly string[];
  /** Noisy counts by table, arm and category; null for what is left out. */
  readonly counts: Readonly<Record<TableName, readonly (readonly (number | null)[])[]>>;
  /** Sums of a table's noisy cells by arm and by category, with those that are left out. */
  readonly rowTotals: Readonly<Record<TableName, readonly number[]>>;
  readonly columnTotals: Readonly<Record<TableName, readonly number[]>>;
  /** Points of 100, of pupils with both tests; null for an arm whose count is left out. */
  readonly meanBefore: readonly (number | null)[];
  readonly meanAfter: readonly (number | null)[];
}

/**
 * Makes tables that may leave the school: noise on every count and sum, cells of fewer than ten left out, and others with
 * them so that no total gives them away. All that is decided on noisy counts; the true ones only forbid. A cell is
 * published from `fewestInCell` plus the noise's reach on, so that one pupil more or less changes whether it is
 * published with probability `cellDelta` at most.
 */
export function publishTables(exact: ExactTables, epsilon: number): PublishedTables {
  const parts = shareOut(epsilon);
  const fewest = fewestInCell + noiseReach(parts.table, cellDelta);
  const noisy = (name: TableName) =>
    exact.counts[name].map((row) => row.map((count) => count + discreteLaplace(parts.table, 1)));
  const tables = {
    participation: noisy('participation'),
    faces: noisy('faces'),
    practice: noisy('practice'),
  };
  const shown = (name: TableName) => {
    const isSmall = tables[name].map((row, arm) =>
      row.map((count, column) => count < fewest || at(at(exact.counts[name], arm), column) < fewestInCell),
    );
    return hideWithTotals(tables[name], isSmall);
  };
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
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const overTables = (totals: (rows: readonly (readonly number[])[]) => number[]) =>
    Object.fromEntries(tableNames.map((name) => [name, totals(tables[name])])) as Record<TableName, number[]>;
  return {
    arms: exact.arms,
    counts,
    rowTotals: overTables((rows) => rows.map(total)),
    columnTotals: overTables((rows) =>
      at(rows, 0).map((_, column) => total(rows.map((row) => at(row, column)))),
    ),
    meanBefore: mean(exact.before),
    meanAfter: mean(exact.after),
  };
}

/**
 * Complementary suppression: a row or column with exactly one hidden cell gets a second one, the smallest that is
 * shown, until none has exactly one. Then a total less what is shown is a sum of two cells at least.
 */
export function hideWithTotals(
  counts: readonly (readonly number[])[],
  isSmall: readonly (readonly boolean[])[],
): (number | null)[][] {
  const shown: (number | null)[][] = counts.map((row, arm) =>
    row.map((count, column) => (at(at(isSmall, arm), column) ? null : count)),
  );
  const width = at(counts, 0).length;
  const lines = [
    ...counts.map((_, arm) => Array.from({ length: width }, (_cell, column) => [arm, column] as const)),
    ...Array.from({ length: width }, (_, column) => counts.map((_row, arm) => [arm, column] as const)),
  ];
  const valueAt = ([arm, column]: readonly [number, number]) => shown[arm]?.[column] ?? null;
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      const open = line.filter((cell) => valueAt(cell) !== null);
      if (line.length - open.length !== 1 || open.length === 0) continue;
      const [arm, column] = open.reduce((least, cell) =>
        Number(valueAt(cell)) < Number(valueAt(least)) ? cell : least,
      );
      at(shown, arm)[column] = null;
      changed = true;
    }
  }
  return shown;
}
