import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { BadInputError } from '../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { readSummary, type Summary } from '../../evaluation/index.ts';

const figures = z.record(z.string(), z.number());
const limit = z
  .strictObject({ atMost: z.number().optional(), atLeast: z.number().optional() })
  .refine(
    ({ atMost, atLeast }) => (atMost === undefined) !== (atLeast === undefined),
    'Give either "atMost" or "atLeast".',
  );

/** `release:` of a recipe: the numbers that a model must reach. */
export const releaseSchema = z.strictObject({
  /** The artefact of the stage `evaluation` that is asked. */
  report: z.string(),
  /** The role of the judged model in that report. */
  model: z.string(),
  /** The role of the model it is compared with. */
  base: z.string().default('before'),
  /** Text → bits per character, at most. */
  bitsPerCharacter: figures.default({}),
  /** Text → bits per character that the model may be worse than the base by: what it has to retain. */
  retention: figures.default({}),
  /** Task → accuracy that the model must be better than the base by. */
  gains: figures.default({}),
  /** Task → accuracy, at least. */
  accuracy: figures.default({}),
  /** Figures of conversations (repetition, refusals, share of Tajik), from a JSON file of numbers by name. */
  conversation: z.strictObject({ file: z.string(), figures: z.record(z.string(), limit) }).optional(),
});

export type ReleaseConditions = z.output<typeof releaseSchema>;

/** One condition and what was measured; a figure that nobody measured is missed. */
export interface Condition {
  readonly name: string;
  readonly wanted: string;
  readonly measured: number | undefined;
  readonly isMet: boolean;
}

/** Every condition of a recipe against its report's summary and the figures of conversations. */
export async function checkRelease(
  conditions: ReleaseConditions,
  reportDirectory: string,
): Promise<Condition[]> {
  const summary = await readSummary(reportDirectory);
  const { model, base } = conditions;
  const labels = summary.models.map(({ label }) => label);
  for (const [key, label] of Object.entries({ model, base })) {
    if (labels.includes(label)) continue;
    throw new BadInputError({
      message: `The report has no model "${label}".`,
      file: reportDirectory,
      place: `release.${key}`,
      remedy: `Its models: ${labels.join(', ')}.`,
    });
  }
  const bits = (label: string, text: string) =>
    measuredValue(summary.bitsPerCharacter, label, (row) => row.text === text);
  // The headline figure of a task; other ways to find the answer are beside it.
  const headlines = new Map(summary.tasks.map(({ id, metric }) => [id, metric]));
  const accuracy = (label: string, task: string) =>
    measuredValue(summary.accuracy, label, (row) => row.task === task && row.metric === headlines.get(task));
  const list = <Limit>(
    limits: Readonly<Record<string, Limit>>,
    make: (name: string, value: Limit) => Condition,
  ) => Object.entries(limits).map(([name, value]) => make(name, value));
  return [
    ...list(conditions.bitsPerCharacter, (text, most) =>
      atMost(`${text}, bits per character`, bits(model, text), most),
    ),
    ...list(conditions.retention, (text, most) =>
      atMost(
        `${text}, bits per character above ${base}`,
        difference(bits(model, text), bits(base, text)),
        most,
      ),
    ),
    ...list(conditions.gains, (task, least) =>
      atLeast(`${task}, gain over ${base}`, difference(accuracy(model, task), accuracy(base, task)), least),
    ),
    ...list(conditions.accuracy, (task, least) => atLeast(`${task}, accuracy`, accuracy(model, task), least)),
    ...(await checkConversation(conditions)),
  ];
}

async function checkConversation({ conversation }: ReleaseConditions): Promise<Condition[]> {
  if (!conversation) return [];
  const { file } = conversation;
  const found = (await exists(file))
    ? parseWith(figures, parseJson(await readText(file), { file }), { file })
    : {};
  return Object.entries(conversation.figures).map(([name, wanted]) =>
    wanted.atMost === undefined
      ? atLeast(name, found[name], wanted.atLeast ?? Number.NaN)
      : atMost(name, found[name], wanted.atMost),
  );
}

/** Where a released model's paper lies: beside its folder, and only when every condition is met. */
export function releaseFile(modelDirectory: string): string {
  return `${modelDirectory}.release.json`;
}

/** Writes, or takes away, what says that a model is released. @returns whether it is. */
export async function settleRelease(
  model: Artefact,
  report: Artefact,
  conditions: readonly Condition[],
): Promise<boolean> {
  const file = releaseFile(model.directory);
  if (!conditions.every(({ isMet }) => isMet)) {
    await rm(file, { force: true });
    return false;
  }
  const paper = {
    model: model.manifest.name,
    fingerprint: model.manifest.fingerprint,
    report: report.manifest.fingerprint,
    conditions: conditions.map(({ name, wanted, measured }) => ({ name, wanted, measured })),
  };
  await writeFileAtomically(file, `${JSON.stringify(paper, null, 2)}\n`);
  return true;
}

function measuredValue<Row extends Summary['bitsPerCharacter'][number] | Summary['accuracy'][number]>(
  rows: readonly Row[],
  label: string,
  isWanted: (row: Row) => boolean,
): number | undefined {
  return rows.find((row) => row.model === label && isWanted(row))?.value;
}

function difference(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left - right;
}

function atMost(name: string, measured: number | undefined, most: number): Condition {
  return { name, wanted: `at most ${most}`, measured, isMet: measured !== undefined && measured <= most };
}

function atLeast(name: string, measured: number | undefined, least: number): Condition {
  return { name, wanted: `at least ${least}`, measured, isMet: measured !== undefined && measured >= least };
}
