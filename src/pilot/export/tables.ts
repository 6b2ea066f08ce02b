import { at, known } from '../../core/known.ts';
import type { PilotRecord } from '../records/record.ts';
import type { Study } from '../study/study.ts';

/** A pupil's place in each table; every pupil is in one cell of each. */
export const categoryTables = {
  participation: ['both tests', 'only before', 'only after', 'neither'],
  faces: ['sad', 'neither', 'glad', 'no face'],
  practice: ['none', '1–49 answers', '50–199 answers', '200 or more'],
} as const;

export type TableName = keyof typeof categoryTables;
export const tableNames = Object.keys(categoryTables) as readonly TableName[];

/** Points of a score: one pupil changes a sum by this much at most. */
export const mostPoints = 100;

export interface ExactTables {
  readonly arms: readonly string[];
  /** Counts by table, arm and category. */
  readonly counts: Readonly<Record<TableName, readonly (readonly number[])[]>>;
  /** By arm: the sums of the scores of pupils with both tests, in whole points. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** What would be published if nobody had to be protected. Never leaves the school. */
export function exactTables(study: Study, records: readonly PilotRecord[]): ExactTables {
  const arms = study.arms.map(({ id }) => id);
  const armOf = new Map(study.clusters.map(({ id, arm }) => [id, arms.indexOf(arm)]));
  const empty = (name: TableName) => arms.map(() => categoryTables[name].map(() => 0));
  const counts = {
    participation: empty('participation'),
    faces: empty('faces'),
    practice: empty('practice'),
  };
  const before = arms.map(() => 0);
  const after = arms.map(() => 0);
  for (const record of records) {
    const arm = known(armOf, record.cluster);
    for (const name of tableNames) {
      const row = at(counts[name], arm);
      const column = columnOf(name, record);
      row[column] = at(row, column) + 1;
    }
    if (record.before === null || record.after === null) continue;
    before[arm] = at(before, arm) + pointsOf(record.before);
    after[arm] = at(after, arm) + pointsOf(record.after);
  }
  return { arms, counts, before, after };
}

/** The category of a pupil in a table. */
export function columnOf(name: TableName, { before, after, face, answers }: PilotRecord): number {
  switch (name) {
    case 'participation':
      return before !== null ? (after !== null ? 0 : 1) : after !== null ? 2 : 3;
    case 'faces':
      return face === null ? 3 : face - 1;
    case 'practice':
      return answers === 0 ? 0 : answers < 50 ? 1 : answers < 200 ? 2 : 3;
  }
}

export function pointsOf(score: number): number {
  return Math.round(mostPoints * Math.min(1, Math.max(0, score)));
}
