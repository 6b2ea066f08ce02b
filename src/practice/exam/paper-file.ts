import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { itemSchema } from '../items/item.ts';
import { partKinds } from './blueprint.ts';
import type { Paper } from './draw.ts';

const part = z.strictObject({
  kind: z.enum(partKinds),
  count: z.int().min(1),
  points: z.number().positive().nullable(),
  options: z.int().nullable(),
});

const paperSchema = z.strictObject({
  examId: z.string().min(1),
  title: z.string().min(1),
  minutes: z.int().positive().nullable(),
  seed: z.string(),
  variant: z.string().regex(/^[A-D]$/),
  sections: z.array(
    z.strictObject({
      name: z.string().min(1),
      parts: z.array(z.strictObject({ part, items: z.array(itemSchema).min(1) })),
    }),
  ),
});

/** The file that answers are graded with: every variant with its keys. Keep it from pupils. */
export const papersSchema = z.strictObject({
  about: z.string(),
  papers: z.array(paperSchema).min(1),
});

/** The papers of an exam as their file. */
export function writePapers(papers: readonly Paper[]): string {
  return `${JSON.stringify({ about: 'Drawn exam with its keys; not for pupils.', papers }, null, 1)}\n`;
}

/**
 * Reads the papers of an exam.
 * @throws BadInputError naming file and place.
 */
export function readPapers(file: string): readonly Paper[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadInputError({
      message: 'The exam cannot be read.',
      file,
      remedy: 'Name the exam.json that soro practice exam draw wrote.',
    });
  }
  return parseWith(papersSchema, parseJson(text, { file }), { file }).papers;
}
