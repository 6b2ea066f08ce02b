import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';

/** All exports of a study together: what anybody can learn of a pupil from them is bounded by this ε. */
export const studyBudget = 2;

export const ledgerSchema = z.strictObject({
  study: z.string(),
  budget: z.number().positive(),
  exports: z.array(z.strictObject({ at: z.iso.datetime(), epsilon: z.number().positive() })),
});

/** What a study's exports have used of its budget. */
export type Ledger = z.output<typeof ledgerSchema>;

export function newLedger(study: string): Ledger {
  return { study, budget: studyBudget, exports: [] };
}

export function usedBudget({ exports }: Pick<Ledger, 'exports'>): number {
  return exports.reduce((sum, { epsilon }) => sum + epsilon, 0);
}

/**
 * Books an export before it is drawn.
 * @throws BadInputError where less than this ε is left: another export with new noise would average the noise away.
 */
export function book(ledger: Ledger, epsilon: number, now: Date, file?: string): Ledger {
  const left = ledger.budget - usedBudget(ledger);
  if (epsilon > left + 1e-9) {
    throw new BadInputError({
      message: `This export costs ε ${epsilon}; of the study's ${ledger.budget}, ${left.toFixed(2)} is left after ${ledger.exports.length} exports.`,
      file,
      remedy:
        left > 0
          ? 'Give it less (more noise), or use the tables that were exported before.'
          : 'Use the tables that were exported before: more of them would show single pupils.',
    });
  }
  return { ...ledger, exports: [...ledger.exports, { at: now.toISOString(), epsilon }] };
}
