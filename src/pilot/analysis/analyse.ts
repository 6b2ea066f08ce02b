import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import type { PilotRecord } from '../records/record.ts';
import { effectOfStudy } from '../study/describe-study.ts';
import type { Study } from '../study/study.ts';
import { type ArmSummary, summariseArms } from './arm-summary.ts';
import { type Attrition, attritionOf } from './attrition.ts';
import { clusterRegression, type Estimate } from './cluster-regression.ts';
import { ancovaColumns, armColumn, comparedPupils, summary } from './design.ts';
import { bootstrapInterval, webbDraws, wildBootstrap } from './wild-bootstrap.ts';

/** With fewer clusters the bootstrap stands beside the interval. */
const enoughClusters = 40;

/** What a study found, by its plan. Effects are shares of right answers (0.05 is five points of a hundred). */
export interface Analysis {
  /** The planned effect: CR2 with Satterthwaite's degrees of freedom leads. */
  readonly effect: Estimate;
  /** The same in standard deviations of the control's score after. */
  readonly standardised: { readonly value: number; readonly low: number; readonly high: number };
  readonly cr1: Estimate;
  /** Without clusters: shown as what must not be used. */
  readonly plain: Estimate;
  readonly bootstrap: {
    readonly p: number;
    readonly low: number;
    readonly high: number;
    readonly draws: number;
  } | null;
  /** `yes` and `no` where interval and bootstrap agree, `unclear` where they do not. */
  readonly isShown: 'yes' | 'no' | 'unclear';
  readonly pupils: number;
  readonly clusters: number;
  readonly planned: {
    readonly byStudent: number;
    readonly icc: number;
    readonly r2: number;
    readonly pupils: number;
  };
  /** What came out where the plan assumed: share between clusters of the score after, share explained, pupils a cluster. */
  readonly found: { readonly icc: number; readonly r2: number; readonly pupils: number };
  readonly attrition: Attrition;
  readonly arms: readonly ArmSummary[];
}

/**
 * Analyses a study as its plan says: the unassisted score after, on the score before, form, strata and arm.
 * @throws BadInputError where an arm has fewer than two clusters with both scores.
 */
export function analyseStudy(study: Study, records: readonly PilotRecord[]): Analysis {
  const { plan } = study;
  const compared = comparedPupils(study, records);
  const complete = compared.flatMap((pupil) =>
    pupil.before === null || pupil.after === null
      ? []
      : [{ ...pupil, before: pupil.before, after: pupil.after }],
  );
  for (const isTreated of [true, false]) {
    const own = new Set(
      complete.filter((pupil) => pupil.isTreated === isTreated).map(({ cluster }) => cluster),
    );
    if (own.size >= 2) continue;
    throw new BadInputError({
      message: `The arm "${isTreated ? plan.comparison.arm : plan.comparison.control}" has ${own.size} clusters with both scores.`,
      remedy:
        'Two for each arm are the fewest that say anything; wait for the tests, or look at the records.',
    });
  }
  const outcome = complete.map(({ after }) => after);
  const clusters = complete.map(({ cluster }) => cluster);
  const columns = ancovaColumns(study, complete);
  const regression = clusterRegression(outcome, columns, clusters);
  const effect = regression.cr2(armColumn, plan.alpha);
  const bootstrap =
    regression.clusters < enoughClusters
      ? bootstrapOf(
          wildBootstrap(
            regression,
            webbDraws(plan.bootstrap.draws, regression.clusters, plan.bootstrap.seed),
          ),
          effect,
          plan,
        )
      : null;
  const control = summary(complete.filter(({ isTreated }) => !isTreated).map(({ after }) => after));
  const scale = (value: number) => value / (control.deviation ?? Number.NaN);
  const verdicts = [effect.p < plan.alpha, ...(bootstrap ? [bootstrap.p < plan.alpha] : [])];
  return {
    effect,
    standardised: { value: scale(effect.value), low: scale(effect.low), high: scale(effect.high) },
    cr1: regression.cr1(armColumn, plan.alpha),
    plain: regression.plain(armColumn, plan.alpha),
    bootstrap,
    isShown: new Set(verdicts).size > 1 ? 'unclear' : at(verdicts, 0) ? 'yes' : 'no',
    pupils: complete.length,
    clusters: regression.clusters,
    planned: { byStudent: effectOfStudy(study).byStudent, ...plan.assumed },
    found: {
      icc: shareBetween(complete.map((pupil) => ({ ...pupil, value: pupil.after }))),
      r2: explainedBefore(complete),
      pupils: complete.length / regression.clusters,
    },
    attrition: attritionOf(study, compared),
    arms: summariseArms(study, records),
  };
}

function bootstrapOf(pOf: (value: number) => number, effect: Estimate, { alpha, bootstrap }: Study['plan']) {
  return { p: pOf(0), ...bootstrapInterval(pOf, effect, alpha), draws: bootstrap.draws };
}

/** The share of the variance within arms that lies between clusters, by analysis of variance (unequal sizes); at least 0. */
function shareBetween(
  pupils: readonly { readonly cluster: string; readonly isTreated: boolean; readonly value: number }[],
): number {
  const groups = [...Map.groupBy(pupils, ({ cluster }) => cluster).values()];
  const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const armMeans = new Map(
    [true, false].map((arm) => [
      arm,
      meanOf(pupils.filter(({ isTreated }) => isTreated === arm).map(({ value }) => value)),
    ]),
  );
  let [between, within, squares] = [0, 0, 0];
  for (const group of groups) {
    const values = group.map(({ value }) => value);
    const mean = meanOf(values);
    between += values.length * (mean - (armMeans.get(at(group, 0).isTreated) ?? Number.NaN)) ** 2;
    within += values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    squares += values.length ** 2;
  }
  const meanBetween = between / (groups.length - 2);
  const meanWithin = within / (pupils.length - groups.length);
  const size = (pupils.length - squares / pupils.length) / (groups.length - 1);
  const component = (meanBetween - meanWithin) / size;
  return Math.max(0, component / (component + meanWithin)) || 0;
}

/** R² of the score after on the score before. */
function explainedBefore(pupils: readonly { readonly before: number; readonly after: number }[]): number {
  const [x, y] = [summary(pupils.map(({ before }) => before)), summary(pupils.map(({ after }) => after))];
  if (!x.deviation || !y.deviation || x.mean === null || y.mean === null) return 0;
  const [meanBefore, meanAfter] = [x.mean, y.mean];
  const covariance =
    pupils.reduce((sum, { before, after }) => sum + (before - meanBefore) * (after - meanAfter), 0) /
    (pupils.length - 1);
  return (covariance / (x.deviation * y.deviation)) ** 2;
}
