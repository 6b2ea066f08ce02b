import { z } from 'zod';
import { defineStep } from '../step.ts';

/** Leaves out texts that are too short or too long. */
export const lengthStep = defineStep({
  name: 'length',
  settings: z.strictObject({
    step: z.literal('length'),
    /** Shorter texts are left out, in UTF-16 units. */
    minimumCharacters: z.int().min(0).default(100),
    /** Longer texts are left out: a single document must not weigh as much as a library. */
    maximumCharacters: z.int().min(1).default(5_000_000),
  }),
  create:
    ({ minimumCharacters, maximumCharacters }) =>
    ({ text }) => {
      const value = String(text.length);
      if (text.length < minimumCharacters) return { reject: { reason: 'too-short', value } };
      if (text.length > maximumCharacters) return { reject: { reason: 'too-long', value } };
      return undefined;
    },
});
