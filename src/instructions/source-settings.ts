import { z } from 'zod';

/** What a named source holds; each form has its reader in `readers/`. */
export const sourceForms = [
  'dictionary',
  'lessons',
  'essays',
  'textbook',
  'pairs',
  'articles',
  'glossary',
  'paragraphs',
  'dialogues',
  'school-articles',
  'conversations',
  'corrections',
] as const;

/** A file to build examples from, with its terms. */
export const instructionSourceSchema = z.strictObject({
  form: z.enum(sourceForms),
  file: z.string().min(1),
  /** Name of the source, as it goes into each example. */
  name: z.string().min(1),
  /** Licence as the source states it; "none stated" is an answer too. */
  licence: z.string().min(1),
});

/** A file to build examples from, with its terms. */
export type InstructionSource = z.output<typeof instructionSourceSchema>;

/** The sources of a form. */
export function sourcesOf(
  sources: readonly InstructionSource[],
  form: InstructionSource['form'],
): InstructionSource[] {
  return sources.filter((source) => source.form === form);
}
