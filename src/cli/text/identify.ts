import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const settings = z.strictObject({
  shares: z.boolean().default(false).describe('print each language of a line with its share of the letters'),
  minimumProbability: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('print unknown where the language is less probable than this'),
});

export const identifyVerb = defineTextVerb({
  name: 'identify',
  summary: 'say which language and script each line is in',
  description:
    'Prints the language (ISO 639-3) with its script and the probability, with a tab between, for each line: ' +
    'tgk_Cyrl, uzn_Latn, … or unknown. Tajik that is typed without its own letters or in the letters of an old ' +
    'font says so in a third column; so does unknown: why. With --shares it prints the languages of a mixed line ' +
    'with their shares instead.',
  settings,
  examples: [
    'soro text identify lines.txt',
    "echo 'Ман мехохам, ки онхо забони точики хонанд' | soro text identify",
    'soro text identify --shares mixed.txt',
  ],
  async start({ shares, minimumProbability }) {
    const { identifyLanguage, languageShares } = await import('../../language/index.ts');
    if (shares) {
      return (line) => {
        const found = languageShares(line).map(({ language, share }) =>
          [language, share.toFixed(3)].join('\t'),
        );
        return found.length === 0 ? 'unknown\t0.000' : found.join('\t');
      };
    }
    return (line) => {
      const { language, probability, variant, reason } = identifyLanguage(line, { minimumProbability });
      const remark = reason ?? (variant === 'standard' ? undefined : variant);
      return [language, probability.toFixed(4), remark].filter((part) => part !== undefined).join('\t');
    };
  },
});
