import { z } from 'zod';
import { identifyLanguage, languages } from '../../language/index.ts';
import { defineStep } from '../step.ts';

/** Leaves out texts that are not in one of the languages; the value is the language found and its margin. */
export const languageStep = defineStep({
  name: 'language',
  settings: z.strictObject({
    step: z.literal('language'),
    /** Languages that are kept. */
    languages: z.array(z.enum(languages)).min(1).default(['tajik']),
  }),
  create: ({ languages: kept }) => {
    const reason = kept.length === 1 ? `not-${kept[0]}` : 'other-language';
    return ({ text }) => {
      const { language, nearest, margin } = identifyLanguage(text);
      if (kept.includes(language)) return undefined;
      const details = nearest ? ` (nearest ${nearest}, margin ${margin.toFixed(2)})` : '';
      return { reject: { reason, value: `${language}${details}` } };
    };
  },
});
