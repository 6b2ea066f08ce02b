import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import numeralsFile from '../data/numerals.json' with { type: 'json' };

const schema = z.strictObject({
  sources: z.string(),
  /** 0–19. */
  units: z.array(z.string()).length(20),
  tens: z.array(z.string()).length(10),
  hundreds: z.array(z.string()).length(10),
  /** Powers of 1,000. */
  scales: z.array(z.string()).length(6),
  minus: z.string(),
  whole: z.string(),
  from: z.string(),
  /** Other spelling → the one that is written. */
  variants: z.record(z.string(), z.string()),
});

/** The words that numbers are made of. */
export const numerals = parseWith(schema, numeralsFile, { family: 'corrupt' });

/** The largest number that has words: 10^15. */
export const largestNumber = 10n ** 15n;
