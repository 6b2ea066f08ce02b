import { z } from 'zod';
import { reject } from '../../step-result.ts';
import { fineweb2, shareSetting } from '../fineweb2.ts';
import { defineStep } from '../step.ts';

const settings = z.strictObject({
  step: z.literal('fineweb-quality'),
  /** Least share of the lines that end like a sentence. */
  endedLines: shareSetting.default(fineweb2.lines.endedLines),
  /** Largest share of the characters in lines that occurred before. */
  repeatedCharacters: shareSetting.default(fineweb2.lines.repeatedCharacters),
  /** Largest number of line breaks a word. */
  lineBreaksPerWord: z.number().min(0).default(fineweb2.lines.lineBreaksPerWord),
});

// Quotation marks and brackets close behind the full stop: «… рафт.»
const sentenceEnd = /[.!?…؟۔][»”"')\]]*\s*$/;

/**
 * Leaves out texts whose lines do not look like prose: the rules of FineWeb (Penedo et al. 2024) with
 * the limits of FineWeb2 for Tajik, which does not use the rule for short lines.
 */
export const finewebQualityStep = defineStep({
  name: 'fineweb-quality',
  settings,
  create: (limits) => (document) => {
    const lines = document.lines.filter((line) => line.trim() !== '');
    if (lines.length === 0) return reject('empty', '0');
    let ended = 0;
    let repeated = 0;
    let characters = 0;
    const seen = new Set<string>();
    for (const line of lines) {
      characters += line.length;
      if (sentenceEnd.test(line.slice(-8))) ended += 1;
      if (seen.has(line)) repeated += line.length;
      else seen.add(line);
    }
    const endedShare = ended / lines.length;
    if (endedShare < limits.endedLines) return reject('few-ended-lines', endedShare);
    const repeatedShare = repeated / characters;
    if (repeatedShare > limits.repeatedCharacters) return reject('repeated-line-characters', repeatedShare);
    const breaks = (document.lines.length - 1) / Math.max(1, document.tokens.count);
    if (breaks > limits.lineBreaksPerWord) return reject('list', breaks);
    return undefined;
  },
});
