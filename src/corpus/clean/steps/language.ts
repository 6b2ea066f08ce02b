import { z } from 'zod';
import { identifyLanguage, languageLabels } from '../../../language/index.ts';
import { fineweb2, shareSetting } from '../fineweb2.ts';
import { defineStep } from '../step.ts';

/**
 * Leaves out texts that are not in one of the languages; the value is the language found and its
 * probability, which kept texts carry as `languageProbability`.
 */
export const languageStep = defineStep({
  name: 'language',
  settings: z.strictObject({
    step: z.literal('language'),
    /** Languages that are kept, with their script: ISO 639-3 and ISO 15924. */
    languages: z.array(z.enum(languageLabels)).min(1).default(['tgk_Cyrl']),
    /** A language that is less probable than this does not count as found. */
    minimumProbability: shareSetting.default(fineweb2.languageScore),
  }),
  create: ({ languages: kept, minimumProbability }) => {
    const wanted = new Set<string>(kept);
    const reason = kept.length === 1 ? `not-${kept[0]}` : 'other-language';
    return ({ text }) => {
      const { language, nearest, probability, reason: why } = identifyLanguage(text, { minimumProbability });
      // Persian that nothing tells apart is kept where its likeliest form is wanted.
      const isWanted =
        wanted.has(language) || (language === 'fas_Arab' && nearest !== undefined && wanted.has(nearest));
      if (isWanted) return { flags: { languageProbability: Number(probability.toFixed(3)) } };
      const found = language === 'unknown' ? [why, nearest].filter(Boolean).join(', ') : language;
      return { reject: { reason, value: `${found} (probability ${probability.toFixed(2)})` } };
    };
  },
});
