import { z } from 'zod';
import { repairWithOffsets, textFault } from '../../../language/index.ts';
import { addAmounts } from '../counters.ts';
import { defineStep } from '../step.ts';

/**
 * Repairs damage of fonts, encodings and keyboards in Tajik lines; counts the changes by rule. A text whose letters are
 * lost (U+FFFD, control characters, escapes) cannot be repaired and is left out.
 */
export const repairStep = defineStep({
  name: 'repair',
  settings: z.strictObject({ step: z.literal('repair') }),
  create: () => (document) => {
    const fault = textFault(document.text);
    if (fault) return { reject: { reason: fault.reason, value: fault.message } };
    const { text, offsets, changes } = repairWithOffsets(document.text, document.pageStarts);
    if (changes.length === 0) return undefined;
    const counts: Record<string, number> = {};
    for (const { rule } of changes) addAmounts(counts, { [rule]: 1 });
    return { rewritten: { text, pageStarts: offsets }, counts };
  },
});
