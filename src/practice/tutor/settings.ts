import { z } from 'zod';

/** What a teacher chooses for a class. */
export const tutorSettingsSchema = z.strictObject({
  /** How many hints there are before the answer: what to look at, the book's sentence, a worked example. */
  hints: z.int().min(0).max(3).default(3),
  /** Wrong answers until the answer is shown. Fewer than the hints leaves the last hints out. */
  attempts: z.int().min(1).max(10).default(4),
  /** Whether the answer is shown at all. */
  reveals: z.boolean().default(true),
});

export type TutorSettings = z.output<typeof tutorSettingsSchema>;
