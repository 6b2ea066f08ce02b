import { at } from '../../core/known.ts';
import { studyHash } from '../study/plan-hash.ts';
import type { Study } from '../study/study.ts';
import { noiseReach } from './discrete-laplace.ts';
import { cellDelta, fewestInCell, type PublishedTables, shareOut } from './publish.ts';
import { categoryTables, mostPoints, tableNames } from './tables.ts';

/** The files of an export, by name: one table each, and what was done to them. */
export function exportFiles(
  study: Study,
  tables: PublishedTables,
  epsilon: number,
): ReadonlyMap<string, string> {
  const parts = shareOut(epsilon);
  const cell = (value: number | null) => (value === null ? '' : String(Math.round(value * 10) / 10));
  const files = new Map<string, string>();
  for (const name of tableNames) {
    const rows = tables.arms.map((arm, place) =>
      [arm, ...at(tables.counts[name], place).map(cell), cell(at(tables.sizes, place))].join(','),
    );
    files.set(
      `${name}.csv`,
      `${[['arm', ...categoryTables[name], 'pupils'].join(','), ...rows].join('\n')}\n`,
    );
  }
  const scores = tables.arms.map((arm, place) =>
    [arm, cell(at(tables.meanBefore, place)), cell(at(tables.meanAfter, place))].join(','),
  );
  files.set('scores.csv', `${['arm,mean before,mean after', ...scores].join('\n')}\n`);
  const deviation = (scale: number) => Math.round(10 * Math.sqrt(2) * scale) / 10;
  const facts = {
    study: study.id,
    hash: studyHash(study),
    unit: study.unit,
    clustersByArm: Object.fromEntries(
      tables.arms.map((arm) => [arm, study.clusters.filter((cluster) => cluster.arm === arm).length]),
    ),
    privacy: {
      epsilon,
      delta: (tableNames.length + 1) * cellDelta,
      noise: 'discrete Laplace on every count and sum; one pupil more or less',
      deviationOfACount: deviation(1 / parts.table),
      deviationOfASumOfPoints: deviation(mostPoints / parts.sum),
      fewestPupilsInACell: fewestInCell,
      shownFromNoisyCount: fewestInCell + noiseReach(parts.table, cellDelta),
      empty: 'left out: fewer pupils, or would give another cell away',
    },
  };
  files.set('about.json', `${JSON.stringify(facts, null, 2)}\n`);
  return files;
}
