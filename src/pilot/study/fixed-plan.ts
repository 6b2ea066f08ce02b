import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { checkUnchanged, studyHash } from './plan-hash.ts';
import type { Study } from './study.ts';

const fixedPlanSchema = z.strictObject({
  study: z.string(),
  hash: sha256Schema,
  fixedAt: z.iso.datetime(),
});

/** That the plan of a study was fixed, and when, as the file beside it says. */
export type FixedPlan = z.output<typeof fixedPlanSchema>;

/** The file beside a study file that holds its hash. */
export function fixedPlanFile(studyFile: string): string {
  return `${studyFile}.fixed.json`;
}

/** What was fixed for a study file; undefined where nothing is. @throws BadInputError for another study's. */
export function readFixedPlan(study: Study, studyFile: string): FixedPlan | undefined {
  const file = fixedPlanFile(studyFile);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fromSystemError(error, file);
  }
  const fixed = parseWith(fixedPlanSchema, parseJson(text, { file }), { file });
  checkUnchanged(study, fixed.hash, studyFile);
  return fixed;
}

/**
 * Fixes the plan of a study file; fixed again unchanged, the first time stays.
 * @throws BadInputError with both hashes for a changed plan, and from the day of the first test on.
 */
export async function fixPlan(study: Study, studyFile: string, now: Date): Promise<FixedPlan> {
  const known = readFixedPlan(study, studyFile);
  if (known) return known;
  checkBeforeFirstTest(study, now, studyFile);
  const fixed = { study: study.id, hash: studyHash(study), fixedAt: now.toISOString() };
  await writeFileAtomically(fixedPlanFile(studyFile), `${JSON.stringify(fixed, null, 2)}\n`);
  return fixed;
}

/** @throws BadInputError from the day of the first test on (UTC): a plan that is fixed after results is none. */
export function checkBeforeFirstTest({ windows }: Study, now: Date, file?: string): void {
  const today = now.toISOString().slice(0, 10);
  if (today < windows.before.from) return;
  throw new BadInputError({
    message: `The first test opens on ${windows.before.from}; today is ${today}.`,
    file,
    place: 'windows.before',
    remedy:
      'A plan is fixed before the day of the first test. Move the windows, or call the study what it is: without a fixed plan.',
  });
}
