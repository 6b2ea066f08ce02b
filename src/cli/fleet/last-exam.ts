import { join } from 'node:path';
import { z } from 'zod';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { readableJson } from '../../core/schema.ts';

const schema = z.strictObject({
  title: z.string(),
  passed: z.boolean(),
  /** The figures, and why not. */
  detail: z.string(),
  at: z.int(),
});

/** What the last exam of a model on this machine found. */
export type LastExam = z.output<typeof schema>;

export async function keepExam(fleet: string, exam: LastExam): Promise<void> {
  await writeFileAtomically(file(fleet), `${JSON.stringify(exam)}\n`);
}

/** Null before the first exam; what cannot be read is only for the page and counts as none. */
export async function lastExam(fleet: string): Promise<LastExam | null> {
  if (!(await exists(file(fleet)))) return null;
  return readableJson(schema, await readText(file(fleet))) ?? null;
}

function file(fleet: string): string {
  return join(fleet, 'last-exam.json');
}
