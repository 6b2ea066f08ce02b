import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import file from '../data/fineweb2-tajik.json' with { type: 'json' };

const share = z.number().min(0).max(1);
const shares = z.record(z.string().regex(/^\d+$/), share);

/** FineWeb2's published thresholds for Tajik: the defaults of the steps named after Gopher and FineWeb. */
export const fineweb2 = parseWith(
  z.strictObject({
    source: z.string(),
    languageScore: share,
    repetition: z.strictObject({ lines: share, topPhrases: shares, repeatedPhrases: shares }),
    lines: z.strictObject({ endedLines: share, repeatedCharacters: share, lineBreaksPerWord: share }),
    words: z.strictObject({
      minimumWords: z.int(),
      maximumWords: z.int(),
      minimumMeanLength: z.number(),
      maximumMeanLength: z.number(),
      alphabeticShare: share,
      stopWords: z.array(z.string()),
    }),
  }),
  file,
  { family: 'corrupt' },
);

/** Largest share by the length of a phrase in words: `{ 2: 0.217 }`. */
export const phraseShares = shares;

/** A share, 0–1. */
export const shareSetting = share;
