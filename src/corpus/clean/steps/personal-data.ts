import { z } from 'zod';
import { maskPersonalData } from '../../privacy/mask-personal-data.ts';
import { personalDataTypes } from '../../privacy/personal-data-words.ts';
import { defineStep } from '../step.ts';

/** Masks phones, emails, addresses, passport, tax, card and account numbers, and names beside them. */
export const personalDataStep = defineStep({
  name: 'personal-data',
  settings: z.strictObject({
    step: z.literal('personal-data'),
    /** What is masked. */
    types: z.array(z.enum(personalDataTypes)).default([...personalDataTypes]),
  }),
  create: ({ types }) => {
    const masked = new Set(types);
    return ({ text }) => {
      const { edits, counts } = maskPersonalData(text, masked);
      return edits.length === 0 ? undefined : { edits, counts };
    };
  },
});
