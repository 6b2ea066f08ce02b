import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import type { Item } from '../items/item.ts';

/** The forms of questions at the entrance exam. Short answers are numbers, words and gaps. */
export const partKinds = ['single-choice', 'matching', 'short-answer'] as const;

const partSchema = z.strictObject({
  kind: z.enum(partKinds),
  /** How many questions. */
  count: z.int().min(1).max(100),
  /** Points of one right answer; null where nothing is published: then no points are counted. */
  points: z.number().positive().nullable(),
  /** Options a choice has; null for any number. */
  options: z.int().min(2).max(10).nullable(),
});

const sectionSchema = z.strictObject({
  name: z.string().min(1),
  /** Subjects of the item bank that this section draws from. */
  subjects: z.array(z.string().min(1)).min(1),
  grades: z.strictObject({ from: z.int().min(1).max(11), to: z.int().min(1).max(11) }).nullable(),
  parts: z.array(partSchema).min(1),
});

const blueprintSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** What of this file is published where, and what is only an example. */
  about: z.string().min(1),
  minutes: z.int().positive().nullable(),
  sections: z.array(sectionSchema).min(1),
});

/** An exam as a file: its sections, the kinds and numbers of their questions, points where they are published. */
export type Blueprint = z.output<typeof blueprintSchema>;
export type Section = Blueprint['sections'][number];
export type Part = Section['parts'][number];

/** The blueprint that comes with Soro: questions of the forms of the entrance exam. */
export const ownBlueprint = join(import.meta.dirname, 'data', 'entrance-exam.yaml');

/**
 * Reads a blueprint.
 * @throws BadInputError naming the file and the key.
 */
export function readBlueprint(file: string = ownBlueprint): Blueprint {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadInputError({
      message: 'The exam file cannot be read.',
      file,
      remedy: 'Name a file like src/practice/exam/data/entrance-exam.yaml.',
    });
  }
  return parseWith(blueprintSchema, parseYaml(text, { file }), { file });
}

/** Whether an item may stand in a part of a section. */
export function fits(item: Item, { subjects, grades }: Section, { kind, options }: Part): boolean {
  if (!subjects.includes(item.subject)) return false;
  if (grades !== null && (item.grade === null || item.grade < grades.from || item.grade > grades.to))
    return false;
  if (kind === 'short-answer')
    return item.kind === 'number' || item.kind === 'short-text' || item.kind === 'gap';
  if (item.kind !== kind) return false;
  return options === null || item.kind !== 'single-choice' || item.options.length === options;
}
