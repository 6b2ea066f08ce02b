import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

export const numbersVerb = defineTextVerb({
  name: 'numbers',
  summary: 'write numbers in words, or words as numbers',
  description:
    'Prints each line with its numbers in Tajik words: whole numbers up to 10^15, decimals, fractions, ordinals ' +
    '(21-ум). With --to digits it goes back. Dates, times and codes stay.',
  settings: z.strictObject({
    to: z.enum(['words', 'digits']).default('words').describe('what to write'),
  }),
  examples: [
    'echo "Соли 1991" | soro text numbers',
    'echo "асри бисту якум" | soro text numbers --to digits',
  ],
  async start({ to }) {
    const { readNumbersInText, writeNumbersInText } = await import('../../language/index.ts');
    return to === 'words' ? writeNumbersInText : readNumbersInText;
  },
});
