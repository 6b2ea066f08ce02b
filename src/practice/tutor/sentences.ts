import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { faultNames } from './diagnosis/fault.ts';

const sentence = z.string().min(1).max(500);
const byKind = z.strictObject({
  'single-choice': sentence,
  'several-right': sentence,
  matching: sentence,
  order: sentence,
  number: sentence,
  'short-text': sentence,
  gap: sentence,
});

const sentencesSchema = z.strictObject({
  author: z.string().min(1),
  /** What is said of each fault. */
  faults: z.record(z.enum(faultNames), sentence),
  hints: z.strictObject({
    place: sentence,
    section: sentence,
    page: sentence,
    topic: sentence,
    rule: sentence,
    steps: sentence,
    sentence,
    'not-this': sentence,
    letters: sentence,
    sibling: sentence,
    nothing: sentence,
    read: byKind,
  }),
  talk: z.strictObject({
    start: sentence,
    right: sentence,
    'right-with-help': sentence,
    why: sentence,
    'try-first': sentence,
    'try-again': sentence,
    'same-answer': sentence,
    'not-read': sentence,
    understood: sentence,
    reveal: sentence,
    'reveal-later': sentence,
    over: sentence,
    closed: sentence,
    form: byKind,
  }),
  /** Words by which a message asks for help instead of answering. */
  asking: z.array(z.string().min(1)).min(1),
});

/** The tutor's sentences. */
export type Sentences = z.output<typeof sentencesSchema>;

let own: Sentences | undefined;

/**
 * The tutor's sentences: those that come with Soro, or a teacher's edited copy.
 * @throws BadInputError that names the key when the copy lacks a sentence.
 */
export function readSentences(file?: string): Sentences {
  if (file === undefined) {
    own ??= read(join(import.meta.dirname, 'data', 'sentences.yaml'));
    return own;
  }
  return read(file);
}

function read(file: string): Sentences {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadInputError({
      message: 'The sentences cannot be read.',
      file,
      remedy: 'Copy src/practice/tutor/data/sentences.yaml and edit the copy.',
    });
  }
  return parseWith(sentencesSchema, parseYaml(text, { file }), { file });
}

/** A sentence with its slots filled in. */
export function say(wording: string, slots: Readonly<Record<string, string | number>> = {}): string {
  return wording.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}
