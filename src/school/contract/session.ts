import { z } from 'zod';
import { tutorModes } from './class-settings.ts';
import { accounts, everyone, file, json, type Operations, people, pupils, staff } from './operation.ts';
import {
  answerScripts,
  nicknameSchema,
  pageLanguages,
  passwordSchema,
  pinPictures,
  pinSchema,
  roles,
  schoolNameSchema,
  staffNameSchema,
  typedNameSchema,
} from './people.ts';
import { rulesSchema } from './rules.ts';
import { emptyBody, idSchema, momentSchema } from './shared.ts';

/** `open`: loopback, no account yet. `set-up`: on the network, no account yet. `school`: people log in. */
export const modes = ['open', 'set-up', 'school'] as const;

export type Mode = (typeof modes)[number];

const personSchema = z.strictObject({
  id: idSchema,
  role: z.enum(roles),
  /** Empty for whoever sits at the machine. */
  name: z.string(),
  script: z.enum(answerScripts),
  language: z.enum(pageLanguages).nullable(),
  mustChangePassword: z.boolean(),
});

/** What a pupil's page knows of the class. */
const ownClassSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  teacherMayRead: z.boolean(),
  tutor: z.enum(tutorModes),
  subjects: z.array(z.string()),
  retentionDays: z.int(),
  /** What the pupil has been told when this is sent back with a question. */
  rules: z.string(),
  open: z.boolean(),
  /** When questions are answered again; null while they are. */
  opensAt: momentSchema.nullable(),
});

/** Everything that a page needs when it starts. */
export const sessionSchema = z.strictObject({
  mode: z.enum(modes),
  /** What requests that write carry in `x-soro-csrf`. */
  csrf: z.string(),
  conversations: z.boolean(),
  school: z.strictObject({ name: z.string() }),
  model: z.strictObject({ id: z.string(), contextSizeTokens: z.int() }),
  pinPictures: z.array(z.enum(pinPictures)),
  limits: z.strictObject({ questionCharacters: z.int() }),
  person: personSchema.nullable(),
  class: ownClassSchema.nullable(),
});

const codeSchema = z.string().trim().min(1).max(40);

/** Who somebody is: set-up, log-in, joining a class, one's own settings. */
export const sessionOperations = {
  'GET /api/session': {
    summary: 'Everything a page needs when it starts',
    callers: everyone,
    beforeSetUp: true,
    beforeNewPassword: true,
    reply: json(sessionSchema),
  },
  'POST /api/set-up': {
    summary: 'Make the administrator, with the one-time link',
    callers: ['nobody', 'local'],
    beforeSetUp: true,
    body: z.strictObject({
      token: z.string().max(100).optional(),
      schoolName: schoolNameSchema,
      name: staffNameSchema,
      password: passwordSchema,
    }),
    reply: json(sessionSchema),
  },
  'POST /api/log-in/password': {
    summary: 'Log in as a teacher or administrator',
    callers: everyone,
    beforeNewPassword: true,
    body: z.strictObject({ name: typedNameSchema, password: z.string().min(1).max(200) }),
    reply: json(sessionSchema),
  },
  'POST /api/log-in/pin': {
    summary: 'Log in as a pupil',
    callers: everyone,
    beforeNewPassword: true,
    body: z.strictObject({ code: codeSchema, nickname: typedNameSchema, pin: pinSchema }),
    reply: json(sessionSchema),
  },
  'GET /api/join/:code': {
    summary: 'What a pupil is told before joining a class',
    callers: everyone,
    reply: json(
      z.strictObject({ className: z.string(), teacherMayRead: z.boolean(), retentionDays: z.int() }),
    ),
  },
  'POST /api/join': {
    summary: 'Make a pupil of a class',
    callers: everyone,
    body: z.strictObject({ code: codeSchema, nickname: nicknameSchema, pin: pinSchema }),
    reply: json(sessionSchema),
  },
  'POST /api/log-out': {
    summary: 'End the session',
    callers: accounts,
    beforeNewPassword: true,
    body: emptyBody,
    reply: json(sessionSchema),
  },
  'PATCH /api/me': {
    summary: 'Choose the script of answers and the language of the page',
    callers: people,
    body: z.strictObject({
      script: z.enum(answerScripts).optional(),
      language: z.enum(pageLanguages).optional(),
    }),
    reply: json(sessionSchema),
  },
  'POST /api/me/password': {
    summary: 'Change the own password; other sessions end',
    callers: staff,
    beforeNewPassword: true,
    body: z.strictObject({ old: z.string().max(200), new: passwordSchema }),
    reply: json(sessionSchema),
  },
  'POST /api/me/pin': {
    summary: 'Change the own pictures; other sessions end',
    callers: pupils,
    body: z.strictObject({ old: pinSchema, new: pinSchema }),
    reply: json(sessionSchema),
  },
  'GET /api/me/rules': {
    summary: 'What a pupil is told before the first question of a conversation',
    callers: pupils,
    reply: json(rulesSchema),
  },
  'GET /api/me/export': {
    summary: 'Everything that is kept about me',
    callers: people,
    reply: file('application/json'),
  },
} as const satisfies Operations;
