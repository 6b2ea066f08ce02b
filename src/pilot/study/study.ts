import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { powerSettingsSchema } from '../power/power.ts';

const nameSchema = z.string().regex(/^[\p{L}\p{N}._/-]{1,80}$/u, 'letters, digits and . _ / - only');
const dateSchema = z.iso.date();
const windowSchema = z.strictObject({ from: dateSchema, to: dateSchema });

const formSchema = z.strictObject({
  /** Questions of the bank, each with the version that is asked. */
  items: z
    .array(z.strictObject({ id: z.string().min(1), version: z.int().min(1) }))
    .min(1)
    .max(100),
  minutes: z.int().min(1).max(600).nullable(),
});

const planSchema = z.strictObject({
  /** What the conclusion rests on; there is one, and it is what a pupil does alone. */
  outcome: z.literal('unassisted score'),
  /** The arm that gets something, and the one it is compared with. */
  comparison: z.strictObject({ arm: nameSchema, control: nameSchema }),
  /** Strata enter as columns of the analysis, where clusters were drawn within them. */
  strata: z.boolean(),
  alpha: z.number().gt(0).lt(0.5),
  /** The wild cluster bootstrap that stands beside the interval where there are fewer than 40 clusters. */
  bootstrap: z.strictObject({ draws: z.int().min(199).max(99_999), seed: z.int().min(0) }),
  /** What was assumed when the study was planned. */
  assumed: z.strictObject({
    pupils: powerSettingsSchema.shape.pupils,
    icc: powerSettingsSchema.shape.icc,
    r2: powerSettingsSchema.shape.r2,
  }),
});

export const studySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'small Latin letters, digits and - only'),
  title: z.string().trim().min(1).max(200),
  /** One sentence: what is to be found out. */
  question: z.string().trim().min(1).max(1000),
  /** What was given to an arm as a whole. */
  unit: z.enum(['class', 'school']),
  /** `by lot`, or how else: then a difference between arms may have been there before. */
  assignment: z.enum(['by lot', 'by choice']),
  arms: z
    .array(z.strictObject({ id: nameSchema, name: z.string().trim().min(1).max(120) }))
    .min(2)
    .max(6),
  clusters: z
    .array(z.strictObject({ id: nameSchema, arm: nameSchema, stratum: nameSchema.nullable() }))
    .min(4, 'A study has two clusters for each arm at least.')
    .max(2000),
  /** Half of each class writes A before and B after, the other half B before and A after. */
  forms: z.strictObject({ A: formSchema, B: formSchema }),
  windows: z.strictObject({ before: windowSchema, after: windowSchema }),
  plan: planSchema,
});

/** A study as its file says it. */
export type Study = z.output<typeof studySchema>;
export type FormName = 'A' | 'B';

/**
 * Reads a study file (YAML or JSON).
 * @throws BadInputError naming the key, also where parts of the file contradict each other.
 */
export function readStudy(text: string, file: string): Study {
  return checkStudy(parseYaml(text, { file }), file);
}

/** Checks a study that came as a value. @throws BadInputError naming the key. */
export function checkStudy(value: unknown, file?: string): Study {
  const study = parseWith(studySchema, value, file === undefined ? {} : { file });
  const fail = (place: string, message: string, remedy: string): never => {
    throw new BadInputError({ message, file, place, remedy });
  };
  const { arms, clusters, forms, windows, plan } = study;
  const armIds = arms.map(({ id }) => id);
  refuseTwice(armIds, (id) => fail('arms', `The arm "${id}" is there twice.`, 'Give each arm its own id.'));
  refuseTwice(
    clusters.map(({ id }) => id),
    (id) => fail('clusters', `The cluster "${id}" is there twice.`, 'Give each cluster its own id.'),
  );
  for (const { id, arm, stratum } of clusters) {
    if (!armIds.includes(arm)) {
      fail(`clusters.${id}`, `There is no arm "${arm}".`, `Name one of: ${armIds.join(', ')}.`);
    }
    if (plan.strata && stratum === null) {
      fail(
        `clusters.${id}`,
        'The plan uses strata, and this cluster has none.',
        'Name its stratum, or set plan.strata to false.',
      );
    }
  }
  for (const arm of armIds) {
    if (clusters.filter((cluster) => cluster.arm === arm).length < 2) {
      fail(
        'clusters',
        `The arm "${arm}" has fewer than two clusters.`,
        'One cluster says nothing about an arm: add another.',
      );
    }
  }
  const { comparison } = plan;
  for (const arm of [comparison.arm, comparison.control]) {
    if (!armIds.includes(arm)) {
      fail('plan.comparison', `There is no arm "${arm}".`, `Name two of: ${armIds.join(', ')}.`);
    }
  }
  if (comparison.arm === comparison.control) {
    fail('plan.comparison', 'An arm is compared with itself.', 'Name two different arms.');
  }
  for (const form of ['A', 'B'] as const) {
    refuseTwice(
      forms[form].items.map(({ id }) => id),
      (id) => fail(`forms.${form}`, `The question "${id}" is there twice.`, 'Ask it once.'),
    );
  }
  const inA = new Set(forms.A.items.map(({ id }) => id));
  const shared = forms.B.items.find(({ id }) => inA.has(id));
  if (shared) {
    fail(
      'forms',
      `The question "${shared.id}" is in both forms.`,
      'A pupil would know it the second time: use another.',
    );
  }
  const { before, after } = windows;
  if (before.from > before.to || after.from > after.to || before.to >= after.from) {
    fail('windows', 'The windows are not in order.', 'before.from ≤ before.to < after.from ≤ after.to.');
  }
  return study;
}

function refuseTwice(ids: readonly string[], refuse: (id: string) => void): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) refuse(id);
    seen.add(id);
  }
}
