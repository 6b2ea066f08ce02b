import { z } from 'zod';
import { kinds } from './example.ts';
import { instructionSourceSchema } from './source-settings.ts';

/**
 * How many parts of the whole each kind is asked for. Kinds that a source ends early leave their rest to
 * those that can give more.
 */
const defaultShares = {
  definition: 22,
  lesson: 4,
  textbook: 3,
  essay: 4,
  summary: 4,
  written: 3,
  translation: 12,
  orthography: 10,
  form: 3,
  unknown: 3,
  refusal: 3,
  dialogue: 10,
  arithmetic: 9,
  numbers: 4,
  physics: 4,
  grammar: 3,
  reading: 20,
  conversation: 3,
};

/** Settings of the stage `instructions`. */
export const instructionsSettingsSchema = z.strictObject({
  sources: z
    .array(instructionSourceSchema)
    .default([])
    .describe(
      'files to build from: {form: dictionary | lessons | essays | textbook | pairs | articles | glossary | paragraphs | dialogues | school-articles | conversations | corrections, file, name, licence}',
    ),
  examples: z.int().positive().default(40_000).describe('how many examples are wanted'),
  shares: z
    .partialRecord(z.enum(kinds), z.number().nonnegative())
    .default({})
    .transform((given) => ({ ...defaultShares, ...given }))
    .describe('parts of the whole by kind, over the usual ones; 0 leaves a kind out'),
  maximumSourceShare: z
    .number()
    .positive()
    .max(1)
    .default(0.4)
    .describe('no named source gives more than this share of the examples wanted'),
  maximumCharacters: z
    .int()
    .positive()
    .default(4000)
    .describe('longer dialogues are left out: they would not fit into a short sequence'),
  seed: z.int().nonnegative().default(1).describe('the same seed gives the same examples'),
});

/** Settings of the stage `instructions`. */
export type InstructionsSettings = z.output<typeof instructionsSettingsSchema>;
