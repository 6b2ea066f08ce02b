import { z } from 'zod';
import { normaliseWithOffsets } from '../../../language/index.ts';
import { defineStep } from '../step.ts';

/** Brings every text into one form: NFC, invisible characters removed, spaces and line ends tidied. */
export const normaliseStep = defineStep({
  name: 'normalise',
  settings: z.strictObject({ step: z.literal('normalise') }),
  create: () => (document) => {
    const { text, offsets } = normaliseWithOffsets(document.text, document.pageStarts);
    return { rewritten: { text, pageStarts: offsets } };
  },
});
