import { z } from 'zod';
import { qualityScore } from '../../quality/quality-score.ts';
import { reject } from '../../step-result.ts';
import { defineStep } from '../step.ts';

/**
 * Scores how much a text is like textbook prose (0–1, kept as `quality` in its metadata) and leaves out
 * what scores below a limit. The score judges the shape of the text, not what it says.
 */
export const qualityStep = defineStep({
  name: 'quality',
  settings: z.strictObject({
    step: z.literal('quality'),
    /** Texts that score lower are left out; 0 keeps all and only writes the score. */
    minimumScore: z.number().min(0).max(1).default(0),
  }),
  create:
    ({ minimumScore }) =>
    ({ text, tokens }) => {
      const score = qualityScore(text, tokens);
      if (score === undefined) return undefined;
      if (score < minimumScore) return reject('low-quality', score);
      return { flags: { quality: Number(score.toFixed(3)) } };
    },
});
