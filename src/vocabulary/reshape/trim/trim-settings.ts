import { z } from 'zod';
import { isScriptName, noLetters, otherScripts } from './token-script.ts';

const share = z.union([
  z.literal('all'),
  z.strictObject({
    /** The first N by id, which is Gemma's order of frequency. */
    rank: z.int().nonnegative().default(0),
    /** Further ones: those used most in the corpus and the protected texts. */
    used: z.int().nonnegative().default(0),
  }),
]);

/** How much of one script is kept. */
export type ScriptShare = z.output<typeof share>;

/** Which tokens of a vocabulary are kept; control and byte tokens, line breaks, tags always are. */
export const trimSettings = z.strictObject({
  scripts: z.record(
    z
      .string()
      .refine(
        (name) => name === noLetters || name === otherScripts || isScriptName(name),
        `A script's name in Unicode (Cyrillic, Latin, Arabic, …), "${noLetters}" or "${otherScripts}".`,
      ),
    share,
  ),
  /** Name → plain text file: every token that it uses is kept. Never what is measured on later. */
  protect: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** `<unusedN>` tokens that are kept; with 99 of them `<start_of_turn>` stays 105 and `<end_of_turn>` 106. */
  reserved: z.int().nonnegative().default(99),
});

export type TrimSettings = z.output<typeof trimSettings>;
