import { at, known } from '../../core/known.ts';
import type { PilotRecord } from '../records/record.ts';
import { formOf } from '../study/forms.ts';
import type { Study } from '../study/study.ts';
import type { Column } from './cluster-regression.ts';

/** A pupil of the two arms that are compared. */
export interface ComparedPupil extends PilotRecord {
  readonly isTreated: boolean;
  readonly stratum: string | null;
}

/** The pupils of the two arms that the plan compares, in the order of their records. */
export function comparedPupils(study: Study, records: readonly PilotRecord[]): ComparedPupil[] {
  const { arm, control } = study.plan.comparison;
  const clusters = new Map(study.clusters.map((cluster) => [cluster.id, cluster]));
  return records.flatMap((record) => {
    const cluster = known(clusters, record.cluster);
    if (cluster.arm !== arm && cluster.arm !== control) return [];
    return [{ ...record, isTreated: cluster.arm === arm, stratum: cluster.stratum }];
  });
}

/** The name of the column that the conclusion rests on; it is the last one, as the bootstrap needs it. */
export const armColumn = 'arm';

/** Columns that every model of the plan has beside the arm: constant, form of the test after, strata. */
function commonColumns(study: Study, pupils: readonly ComparedPupil[]): Column[] {
  const indicator = (name: string, is: (pupil: ComparedPupil) => boolean): Column => ({
    name,
    values: pupils.map((pupil) => (is(pupil) ? 1 : 0)),
  });
  const strata = study.plan.strata ? [...new Set(pupils.map(({ stratum }) => String(stratum)))].sort() : [];
  const columns = [
    indicator('form B after', ({ form }) => formOf(form, 'after') === 'B'),
    ...strata.slice(1).map((name) => indicator(`stratum ${name}`, ({ stratum }) => stratum === name)),
  ];
  const constant: Column = { name: 'constant', values: pupils.map(() => 1) };
  // Where everybody wrote the same form, its column says nothing.
  return [constant, ...columns.filter(({ values }) => new Set(values).size > 1)];
}

/** The columns of the planned ANCOVA: constant, form, strata, score before (centred), arm. */
export function ancovaColumns(
  study: Study,
  pupils: readonly (ComparedPupil & { readonly before: number })[],
): Column[] {
  const mean = pupils.reduce((sum, { before }) => sum + before, 0) / pupils.length;
  const before: Column = { name: 'score before', values: pupils.map((pupil) => pupil.before - mean) };
  return [
    ...commonColumns(study, pupils),
    ...(new Set(before.values).size > 1 ? [before] : []),
    armOf(pupils),
  ];
}

/** The columns for what is not a score: constant, strata and arm. */
export function plainColumns(study: Study, pupils: readonly ComparedPupil[]): Column[] {
  return [...commonColumns(study, pupils).filter(({ name }) => !name.startsWith('form')), armOf(pupils)];
}

function armOf(pupils: readonly ComparedPupil[]): Column {
  return { name: armColumn, values: pupils.map(({ isTreated }) => (isTreated ? 1 : 0)) };
}

/** The mean, the standard deviation (n − 1) and the number of some values. */
export function summary(values: readonly number[]) {
  const count = values.length;
  const mean = count === 0 ? null : values.reduce((sum, one) => sum + one, 0) / count;
  const deviation =
    mean === null || count < 2
      ? null
      : Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1));
  return { count, mean, deviation };
}

/** A quantile by linear interpolation; undefined for no values. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const position = (sorted.length - 1) * share;
  const low = Math.floor(position);
  const below = at(sorted, low);
  return below + (at(sorted, Math.ceil(position)) - below) * (position - low);
}
