import { z } from 'zod';
import { passagesOf } from '../../tables/passages.ts';
import { removalEdits } from '../remove-passages.ts';
import { defineStep } from '../step.ts';

/**
 * Takes lines and paragraphs that are in the same text before out of it, and keeps the first.
 * Short ones stay: refrains, names and numbers repeat for a reason.
 */
export const duplicateLinesStep = defineStep({
  name: 'duplicate-lines',
  settings: z.strictObject({
    step: z.literal('duplicate-lines'),
    /** Letters and digits that a line or paragraph must have at least. */
    minimumLetters: z.int().min(1).default(60),
  }),
  create:
    ({ minimumLetters }) =>
    ({ text }) => {
      const seen = new Set<string>();
      const repeated = passagesOf(text, minimumLetters).filter(({ high, low }) => {
        const key = `${high} ${low}`;
        if (seen.has(key)) return true;
        seen.add(key);
        return false;
      });
      if (repeated.length === 0) return undefined;
      return { edits: removalEdits(text, repeated), counts: { passages: repeated.length } };
    },
});
