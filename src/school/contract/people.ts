import { z } from 'zod';
import { nameText, personName } from './names/names.ts';
import { idSchema, momentSchema, namedSchema } from './shared.ts';

export const roles = ['local', 'pupil', 'teacher', 'administrator'] as const;

/** `local`: whoever sits at the machine before any account exists. */
export type Role = (typeof roles)[number];

/** The scripts in which answers are given. */
export const answerScripts = ['Cyrl', 'Arab', 'Latn'] as const;

export type AnswerScript = (typeof answerScripts)[number];

/** The languages of the page. */
export const pageLanguages = ['tg', 'ru', 'en'] as const;

export type PageLanguage = (typeof pageLanguages)[number];

/** The pictures that a pupil's PIN is made of; the page draws them. */
export const pinPictures = [
  'apple',
  'pomegranate',
  'sun',
  'moon',
  'star',
  'mountain',
  'river',
  'book',
  'house',
  'flower',
  'bird',
  'fish',
] as const;

export const pinLength = 4;

/** Four pictures in order; one may occur again. 20,736 PINs: what keeps them is the back-off of `attempts.ts`. */
export const pinSchema = z.array(z.enum(pinPictures)).length(pinLength);

export type Pin = z.output<typeof pinSchema>;

/** NIST's lower bound; no rules about signs, which make people write passwords down. */
export const passwordSchema = z.string().min(8, 'A password has at least 8 characters.').max(200);

export const staffNameSchema = personName(80);
export const schoolNameSchema = nameText(120);
export const classNameSchema = nameText(80);

/** What pupils are called; real names are not needed. */
export const nicknameSchema = personName(40).regex(
  /^[\p{Script=Cyrillic}\p{Script=Latin}\p{Script=Arabic}\p{M}\p{Nd}\u200c ._'’ʼ-]+$/u,
  'A nickname is letters, digits and spaces.',
);

/** What is typed to log in is compared, not kept: only its length is bounded. */
export const typedNameSchema = z.string().trim().min(1).max(80);

export const staffRoles = ['teacher', 'administrator'] as const;

export type StaffRole = (typeof staffRoles)[number];

/** A teacher as other teachers see them. */
const staffNameView = z.strictObject({ ...namedSchema.shape, role: z.enum(staffRoles) });

/** A teacher as the administrator sees them. */
export const staffSchema = z.strictObject({
  ...staffNameView.shape,
  createdAt: momentSchema,
  lastSeenAt: momentSchema.nullable(),
  /** Log-ins are refused until then. */
  lockedUntil: momentSchema.nullable(),
  classes: z.array(namedSchema),
});

/** What the list of the staff holds: an administrator sees more than a teacher. */
export const listedStaffSchema = z.union([staffSchema, staffNameView]);

/** A pupil as a class's page shows them. */
export const pupilSchema = z.strictObject({
  id: idSchema,
  nickname: z.string(),
  classId: idSchema,
  createdAt: momentSchema,
  lastSeenAt: momentSchema.nullable(),
  online: z.boolean(),
  lockedUntil: momentSchema.nullable(),
});
