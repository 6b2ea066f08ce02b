import { clustersFor, powerSettingsSchema, type SmallestEffect, smallestEffect } from '../power/power.ts';
import type { Study } from './study.ts';

/** What a study can show, by what its plan assumes. */
export function effectOfStudy({ clusters, plan }: Study): SmallestEffect {
  const { arm, control } = plan.comparison;
  const compared = clusters.filter((cluster) => cluster.arm === arm || cluster.arm === control);
  const treated = compared.filter((cluster) => cluster.arm === arm).length / compared.length;
  return smallestEffect(
    powerSettingsSchema.parse({ ...plan.assumed, clusters: compared.length, treated, alpha: plan.alpha }),
  );
}

/** The plan of a study as lines to read, the power first. */
export function describeStudy(study: Study): string[] {
  const { plan, windows, forms, clusters, arms } = study;
  const { byStudent, byNormal, degreesOfFreedom } = effectOfStudy(study);
  const { assumed } = plan;
  const needed = clustersFor(
    0.2,
    powerSettingsSchema.omit({ clusters: true }).parse({ ...assumed, alpha: plan.alpha }),
  );
  return [
    `Smallest detectable effect: ${byStudent.toFixed(2)} standard deviations (Student's t, ${degreesOfFreedom} degrees of freedom; ${byNormal.toFixed(2)} by the normal distribution),`,
    `  power 80 %, if ${assumed.pupils} pupils a ${study.unit} write both tests, ICC ${assumed.icc}, R² ${assumed.r2}. For 0.20 it takes ${needed ?? 'more than 10,000'} clusters.`,
    `${study.title} (${study.id})`,
    `Question: ${study.question}`,
    ...arms.map(({ id, name }) => {
      const own = clusters.filter((cluster) => cluster.arm === id);
      return `Arm ${id} (${name}): ${own.length} ${study.unit === 'class' ? 'classes' : 'schools'}, assigned ${study.assignment}`;
    }),
    `Tests: form A of ${forms.A.items.length} questions, form B of ${forms.B.items.length}, swapped between halves; before ${windows.before.from} to ${windows.before.to}, after ${windows.after.from} to ${windows.after.to}`,
    `Analysis: unassisted score after, on the score before, the form${plan.strata ? ', the strata' : ''} and the arm; ${plan.comparison.arm} against ${plan.comparison.control}; CR2 errors by cluster, α ${plan.alpha}; wild bootstrap of ${plan.bootstrap.draws} draws under 40 clusters`,
  ];
}
