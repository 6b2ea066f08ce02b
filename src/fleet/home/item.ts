import { z } from 'zod';
import { sha256, sha256Schema } from '../../core/artefact/fingerprint.ts';

/** A cell of a table of pupils that describes fewer is never sent. */
export const fewestPupils = 10;

/** What an exam or a check says is cut here. */
export const mostReason = 4000;

const day = z.iso.date();
const text = z.string().min(1);
const count = z.int().min(0);

/** A question and its right answer, both in a teacher's own words, which the teacher has agreed to send. */
const correctionSchema = z.strictObject({
  question: text.max(4000),
  answer: text.max(16_000),
  agreedOn: day,
});

/** What pupils of a school did in a month in a subject: a count, of no fewer than {@link fewestPupils}. */
const measureSchema = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/u),
  activity: z.enum(['practice', 'tests']),
  subject: text.max(200),
  pupils: z.int().min(fewestPupils),
  answers: count,
  right: count,
});

/** What became of a release on the school's machine. */
const examSchema = z.strictObject({
  track: text.max(100),
  release: z.string().regex(/^[0-9a-f]{64}$/u),
  title: z.string().max(100).nullable(),
  state: z.enum(['waits', 'trial', 'kept', 'rejected']),
  /** What the exam or a check said; written by Soro, never by a person. */
  reason: z.string().max(mostReason),
});

/** How the machine was on a day. */
const healthSchema = z.strictObject({
  day,
  version: text.max(40),
  /** Null: the clock is not believed, or the server has not run since this was counted. */
  upHours: z.number().min(0).nullable(),
  answers: count.nullable(),
  failedAnswers: count.nullable(),
  /** Of the answers of the day: waiting in the queue, seconds. */
  waitMedianSeconds: z.number().min(0).nullable(),
  wait95Seconds: z.number().min(0).nullable(),
  diskFreeBytes: count,
  diskTotalBytes: count,
  backupAgeDays: z.number().min(0).nullable(),
  clockTrusted: z.boolean(),
});

const common = { key: text.max(400) };

/** One thing that a school sends home. A later one of the same key replaces it. */
export const itemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('correction'), content: correctionSchema }),
  z.strictObject({ ...common, kind: z.literal('measure'), content: measureSchema }),
  z.strictObject({ ...common, kind: z.literal('exam'), content: examSchema }),
  z.strictObject({ ...common, kind: z.literal('health'), content: healthSchema }),
  /** What was sent under this key is taken back, for good. */
  z.strictObject({ ...common, kind: z.literal('erased'), content: z.strictObject({}) }),
]);

export type Item = z.output<typeof itemSchema>;
export type ItemKind = Item['kind'];
export const itemKinds = ['correction', 'measure', 'exam', 'health', 'erased'] as const satisfies ItemKind[];

/** What is inside a sealed segment. */
export const segmentContentSchema = z.strictObject({
  format: z.literal('soro-home-1'),
  /** See `receiptSecret`. */
  receiptSecret: sha256Schema,
  items: z.array(itemSchema).min(1),
});

/** By this two items of a key are known to be the same. */
export function hashOfItem({ kind, content }: Item): string {
  return sha256(JSON.stringify([kind, content]));
}
