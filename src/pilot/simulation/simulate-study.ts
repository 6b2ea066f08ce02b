import { at } from '../../core/known.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import type { PilotRecord } from '../records/record.ts';
import type { Study } from '../study/study.ts';

/** How simulated pupils are. Scores have mean 0.5 and the standard deviation `scoreDeviation`. */
export interface SimulationSettings {
  readonly seed: number;
  /** Standard deviations by which the compared arm's score after is higher. */
  readonly effect: number;
  readonly icc: number;
  readonly r2: number;
  /** Pupils of a class, drawn evenly from … to. */
  readonly pupils: readonly [from: number, to: number];
  /** `skewed`: most classes a little below, a few far above, in place of a normal distribution. */
  readonly classes?: 'normal' | 'skewed';
  /** How many standard deviations form B is easier than form A. */
  readonly formBEasier?: number;
  /** The share of pupils who leave between the tests, by chance, in the control and in the other arm. */
  readonly leaving?: readonly [control: number, treated: number];
}

export const scoreDeviation = 0.15;

/**
 * Draws the records of a study whose effect is known. Scores are not cut at 0 and 1, which would hide a part of the
 * effect; with this deviation one in a thousand is beyond.
 */
export function simulateStudy(study: Study, settings: SimulationSettings): PilotRecord[] {
  const random = seededRandom(settings.seed);
  const { effect, icc, r2, formBEasier = 0, leaving = [0, 0], classes = 'normal' } = settings;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // An exponential variable less its mean: deviation 1, skewness 2.
  const ofClass = () => (classes === 'normal' ? normal() : -Math.log(1 - random()) - 1);
  const { arm } = study.plan.comparison;
  return study.clusters.flatMap((cluster) => {
    const isTreated = cluster.arm === arm;
    const [knownOfClass, newOfClass] = [ofClass(), ofClass()];
    const [from, to] = settings.pupils;
    const size = from + Math.floor(random() * (to - from + 1));
    const ids = Array.from({ length: size }, (_, index) => `${cluster.id}/${index}`);
    return ids.map((pupil, index): PilotRecord => {
      const form = index % 2 === 0 ? 'A' : 'B';
      const lasting = Math.sqrt(icc) * knownOfClass + Math.sqrt(1 - icc) * normal();
      const fresh = Math.sqrt(icc) * newOfClass + Math.sqrt(1 - icc) * normal();
      const before = lasting + (form === 'B' ? formBEasier : 0);
      const after =
        Math.sqrt(r2) * lasting +
        Math.sqrt(1 - r2) * fresh +
        (isTreated ? effect : 0) +
        (form === 'A' ? formBEasier : 0);
      const leaves = random() < at(leaving, isTreated ? 1 : 0);
      const score = (value: number) => 0.5 + scoreDeviation * value;
      const days = isTreated ? Math.floor(random() * 40) : 0;
      const tasks = isTreated ? Math.floor(random() * 30) : 0;
      return {
        ...{ pupil, cluster: cluster.id, form, days, tasks },
        before: score(before),
        after: leaves ? null : score(after),
        answers: days * Math.floor(5 + random() * 15),
        revealed: Math.floor(tasks * random() * 0.4),
        questions: isTreated ? Math.floor(random() * 50) : 0,
        waitMs: isTreated ? Math.round(400 + 3000 * random() ** 3) : null,
        face: leaves ? null : random() < 0.6 ? 3 : random() < 0.7 ? 2 : 1,
      };
    });
  });
}

/** A study of so many classes, half of them in each arm, for simulations. */
export function studyOfSize(example: Study, clusters: number): Study {
  const { arm, control } = example.plan.comparison;
  return {
    ...example,
    clusters: Array.from({ length: clusters }, (_, index) => ({
      id: `class-${index + 1}`,
      arm: index % 2 === 0 ? control : arm,
      stratum: index % 4 < 2 ? 'town' : 'village',
    })),
  };
}
