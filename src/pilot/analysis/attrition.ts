import { at } from '../../core/known.ts';
import type { Study } from '../study/study.ts';
import { type Column, clusterRegression, type Estimate } from './cluster-regression.ts';
import { ancovaColumns, armColumn, type ComparedPupil, plainColumns } from './design.ts';

/** Who wrote the test before and not the one after. */
export interface Attrition {
  readonly lost: { readonly treated: number; readonly control: number };
  readonly began: { readonly treated: number; readonly control: number };
  /** The difference of the lost shares with its error by cluster; null where nobody or everybody is lost. */
  readonly difference: Estimate | null;
  /**
   * The effect if those who make the arms unequal were all best, or all worst (Lee 2009): of the arm that lost fewer,
   * the surplus is cut off at one end of what the score after is beyond the other columns. Null where both lost alike.
   */
  readonly bounds: { readonly low: number; readonly high: number; readonly cut: number } | null;
}

type Beginner = ComparedPupil & { readonly before: number };
type Finisher = Beginner & { readonly after: number };

export function attritionOf(study: Study, pupils: readonly ComparedPupil[]): Attrition {
  const began = pupils.filter((pupil): pupil is Beginner => pupil.before !== null);
  const finished = began.filter((pupil): pupil is Finisher => pupil.after !== null);
  const count = (those: readonly ComparedPupil[], isTreated: boolean) =>
    those.filter((pupil) => pupil.isTreated === isTreated).length;
  const [treated, control] = [count(began, true), count(began, false)];
  const lost = { treated: treated - count(finished, true), control: control - count(finished, false) };
  const isLost = began.map(({ after }) => (after === null ? 1 : 0));
  const hasBoth = new Set(isLost).size > 1;
  return {
    lost,
    began: { treated, control },
    difference: hasBoth
      ? clusterRegression(
          isLost,
          plainColumns(study, began),
          began.map(({ cluster }) => cluster),
        ).cr2(armColumn, study.plan.alpha)
      : null,
    bounds: leeBounds(study, finished, lost.treated / treated, lost.control / control),
  };
}

function leeBounds(study: Study, finished: readonly Finisher[], lostTreated: number, lostControl: number) {
  const [fewer, more] = [Math.min(lostTreated, lostControl), Math.max(lostTreated, lostControl)];
  const share = (more - fewer) / (1 - fewer);
  const cutTreated = lostTreated < lostControl;
  const candidates = finished.filter(({ isTreated }) => isTreated === cutTreated);
  const cut = Math.round(share * candidates.length);
  if (!(cut > 0)) return null;
  const columns = ancovaColumns(study, finished);
  const rest = columns.filter(({ name }) => name !== armColumn);
  const beyond = residualsWithin(finished, rest);
  const sorted = finished
    .map((pupil, row) => ({ pupil, beyond: at(beyond, row) }))
    .filter(({ pupil }) => pupil.isTreated === cutTreated)
    .sort((one, other) => one.beyond - other.beyond);
  const effectWithout = (gone: ReadonlySet<Finisher>) => {
    const kept = finished.filter((pupil) => !gone.has(pupil));
    const place = columns.findIndex(({ name }) => name === armColumn);
    const { coefficients } = clusterRegression(
      kept.map(({ after }) => after),
      ancovaColumns(study, kept),
      kept.map(({ cluster }) => cluster),
    );
    return at(coefficients, place);
  };
  const effects = [sorted.slice(0, cut), sorted.slice(-cut)].map((those) =>
    effectWithout(new Set(those.map(({ pupil }) => pupil))),
  );
  return { low: Math.min(...effects), high: Math.max(...effects), cut };
}

function residualsWithin(finished: readonly Finisher[], columns: readonly Column[]): readonly number[] {
  return clusterRegression(
    finished.map(({ after }) => after),
    columns,
    finished.map(({ cluster }) => cluster),
  ).residuals;
}
