import { z } from 'zod';
import { reject } from '../../step-result.ts';
import { createUnwantedCounter, unwantedLists } from '../../word-lists/unwanted-words.ts';
import { defineStep } from '../step.ts';

/**
 * Leaves out texts of which words of the adult or hate list make up too large a share. One such word
 * in a novel, a dictionary or a report is no reason.
 */
export const unwantedWordsStep = defineStep({
  name: 'unwanted-words',
  settings: z.strictObject({
    step: z.literal('unwanted-words'),
    lists: z.array(z.enum(unwantedLists)).default([...unwantedLists]),
    /** Fewer matches never leave a text out. */
    minimumMatches: z.int().min(1).default(3),
    /** Matches of one list, share of the words. */
    minimumShare: z.number().min(0).max(1).default(0.01),
  }),
  create: ({ lists, minimumMatches, minimumShare }) => {
    const count = createUnwantedCounter(lists);
    return ({ text, tokens }) => {
      const found = count(text, tokens);
      if (found.length === 0) return undefined;
      const counts = Object.fromEntries(found.map(({ list, matches }) => [list, matches]));
      const worst = found.find(({ matches, share }) => matches >= minimumMatches && share >= minimumShare);
      return worst ? { ...reject(`${worst.list}-words`, worst.share), counts } : { counts };
    };
  },
});
