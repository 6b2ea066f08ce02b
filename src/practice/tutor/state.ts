import { z } from 'zod';
import { type TutorSettings, tutorSettingsSchema } from './settings.ts';
import type { TutorTask } from './task.ts';

/**
 * Where a pupil stands with one task. Holds nothing of the answer, so that it may be kept anywhere; the task itself is
 * found again by its id.
 */
export const tutorStateSchema = z.strictObject({
  itemId: z.string().min(1),
  itemVersion: z.int().positive(),
  settings: tutorSettingsSchema,
  phase: z.enum(['trying', 'solved', 'revealed', 'closed']),
  /** Wrong answers that counted. */
  attempts: z.int().nonnegative(),
  /** Hints that were given. */
  hints: z.int().min(0).max(3),
  /** Counted answers, folded, so that the same one does not count twice. */
  tried: z.array(z.string().max(200)).max(10),
  /** Places of options that hints or the pupil have ruled out. */
  ruledOut: z.array(z.int().nonnegative()).max(10),
});

export type TutorState = z.output<typeof tutorStateSchema>;

// More hints the tutor does not have.
const mostHints = 3;

/** The settings of a class that counts hints before the answer: so many wrong answers, and one more. */
export function settingsForHints(hintsFirst: number): TutorSettings {
  return tutorSettingsSchema.parse({
    hints: Math.min(mostHints, hintsFirst),
    attempts: Math.min(10, hintsFirst + 1),
  });
}

/** The state before the first answer. */
export function beginTutor({ item }: TutorTask, settings: Partial<TutorSettings> = {}): TutorState {
  return {
    itemId: item.id,
    itemVersion: item.version,
    settings: tutorSettingsSchema.parse(settings),
    phase: 'trying',
    attempts: 0,
    hints: 0,
    tried: [],
    ruledOut: [],
  };
}

/**
 * What practice learns of a finished task: `known` without help, `with-help`, `not-known` when the answer was shown
 * or attempts ran out. Nothing while the pupil is still trying.
 */
export function tutorOutcome({
  phase,
  hints,
  attempts,
}: TutorState): 'known' | 'with-help' | 'not-known' | undefined {
  if (phase === 'trying') return undefined;
  if (phase !== 'solved') return 'not-known';
  return hints === 0 && attempts === 0 ? 'known' : 'with-help';
}
