import { z } from 'zod';
import { tutorSettingsSchema } from '../../practice/tutor/settings.ts';
import { nameText, plainText } from './names/names.ts';

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/u;

/** When a class may ask, on some days of the week (1 = Monday), by the clock of the machine. */
const hoursSchema = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: z.string().regex(timePattern, 'A time is written like 08:00.'),
    to: z.string().regex(timePattern, 'A time is written like 14:00.'),
  })
  .refine(({ from, to }) => from < to, { message: 'The end must be after the beginning.', path: ['to'] });

export const tutorModes = ['off', 'hints-first'] as const;

/** What a teacher may set for a class. */
export const classSettingsSchema = z.strictObject({
  /** Empty: at any time. */
  hours: z.array(hoursSchema).max(21),
  /** `hints-first`: the first answers to a question help on without giving the result. */
  tutor: z.enum(tutorModes),
  hintsBeforeAnswer: z.int().min(1).max(5),
  /** In practice: hints and attempts between a wrong answer and the right one. */
  practiceTutor: tutorSettingsSchema.extend({ isOn: z.boolean() }),
  /** Empty: all. */
  subjects: z.array(nameText(60)).max(20),
  systemText: plainText(0, 2000),
  retentionDays: z.int().min(1).max(730),
  teacherMayRead: z.boolean(),
  /** Ids of the books that the class sees and is answered from; empty: all. */
  books: z.array(z.string().min(1).max(40)).max(500),
  /** The model never answers in its own words. */
  onlyFromBooks: z.boolean(),
  /** Sums, conversions, dates and the like are computed. */
  tools: z.boolean(),
});

export type ClassSettings = z.output<typeof classSettingsSchema>;

/** What of the settings the model in use follows, by a small check. */
export const followedSettingsSchema = z.strictObject({
  /** The model that was checked. */
  model: z.string(),
  tutor: z.boolean(),
  subjects: z.boolean(),
  systemText: z.boolean(),
});

export type FollowedSettings = z.output<typeof followedSettingsSchema>;

/** A change of some settings. */
export const classSettingsChangeSchema = classSettingsSchema.partial();
