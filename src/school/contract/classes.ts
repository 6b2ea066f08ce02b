import { z } from 'zod';
import { classSettingsChangeSchema, classSettingsSchema, followedSettingsSchema } from './class-settings.ts';
import { pupilConversationSchema, shownCorrectionSchema } from './conversations.ts';
import { plainText } from './names/names.ts';
import { file, json, nothing, type Operations, staff } from './operation.ts';
import { classNameSchema, nicknameSchema, pinSchema, pupilSchema } from './people.ts';
import {
  emptyBody,
  idSchema,
  importBody,
  importBytes,
  momentSchema,
  namedSchema,
  pageQuery,
} from './shared.ts';

export const classSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** What pupils type to join. */
  code: z.string(),
  joining: z.boolean(),
  pupilCount: z.int(),
  teachers: z.array(namedSchema),
  settings: classSettingsSchema,
});

const whoSchema = z.strictObject({ pupilId: idSchema, nickname: z.string() });

/** What happens in a class now and what it asks about. */
export const overviewSchema = z.strictObject({
  waiting: z.array(
    z.strictObject({ ...whoSchema.shape, position: z.int().nullable(), sinceSeconds: z.int() }),
  ),
  writing: z.array(whoSchema),
  online: z.int(),
  questionsToday: z.int(),
  questionsWeek: z.int(),
  topics: z.array(z.strictObject({ word: z.string(), pupils: z.int(), questions: z.int() })),
});

/** A correction in the teachers' list. */
/** A question and its answer in a teacher's words, as they go to the ministry. */
const homeSchema = z.strictObject({
  question: z.string(),
  answer: z.string(),
  agreedAt: momentSchema,
});

export const correctionSchema = z.strictObject({
  id: idSchema,
  question: z.string(),
  answer: z.string(),
  text: z.string(),
  note: z.string(),
  createdAt: momentSchema,
  classId: idSchema.nullable(),
  teacher: namedSchema.nullable(),
  /** Null: it stays in the school. */
  home: homeSchema.nullable(),
});

export const pupilWithPinSchema = z.strictObject({ ...pupilSchema.shape, pin: pinSchema });

/** An answer that a pupil called wrong. */
export const markSchema = z.strictObject({
  answerId: idSchema,
  /** Null where the teacher may not read the rest of the conversation. */
  conversationId: idSchema.nullable(),
  question: z.string(),
  answer: z.string(),
  pupil: z.strictObject({ id: idSchema, nickname: z.string() }),
  createdAt: momentSchema,
  correction: shownCorrectionSchema.nullable(),
});

const classReply = json(classSchema);

/** Classes, their settings, their pupils; a teacher's own, an administrator's all. */
export const classOperations = {
  'GET /api/classes': {
    summary: 'The classes that a person looks after',
    callers: staff,
    reply: json(z.strictObject({ classes: z.array(classSchema) })),
  },
  'POST /api/classes': {
    summary: 'Make a class',
    callers: staff,
    body: z.strictObject({ name: classNameSchema }),
    reply: classReply,
  },
  'GET /api/addresses': {
    summary: 'Where pupils reach this server: its addresses in the network, the best one first',
    callers: staff,
    reply: json(z.strictObject({ addresses: z.array(z.string()) })),
  },
  'GET /api/followed-settings': {
    summary: 'What of the settings of a class the model in use follows; null before it was checked',
    callers: staff,
    reply: json(z.strictObject({ followed: followedSettingsSchema.nullable() })),
  },
  'POST /api/followed-settings': {
    summary: 'Check what of the settings of a class the model in use follows: about a dozen short answers',
    callers: staff,
    body: emptyBody,
    reply: json(z.strictObject({ followed: followedSettingsSchema })),
  },
  'GET /api/classes/:id': { summary: 'A class', callers: staff, reply: classReply },
  'PATCH /api/classes/:id': {
    summary: 'Change a class and its settings',
    callers: staff,
    body: z.strictObject({
      name: classNameSchema.optional(),
      joining: z.boolean().optional(),
      settings: classSettingsChangeSchema.optional(),
    }),
    reply: classReply,
  },
  'DELETE /api/classes/:id': {
    summary: 'Remove a class; its pupils are erased',
    callers: staff,
    reply: nothing,
  },
  'POST /api/classes/:id/code': {
    summary: 'A new join code',
    callers: staff,
    body: emptyBody,
    reply: classReply,
  },
  'PUT /api/classes/:id/teachers/:personId': {
    summary: 'Add a teacher to a class',
    callers: staff,
    body: emptyBody,
    reply: classReply,
  },
  'DELETE /api/classes/:id/teachers/:personId': {
    summary: 'Take a teacher from a class',
    callers: staff,
    reply: classReply,
  },
  'GET /api/classes/:id/pupils': {
    summary: 'The pupils of a class',
    callers: staff,
    reply: json(z.strictObject({ pupils: z.array(pupilSchema) })),
  },
  'POST /api/classes/:id/pupils': {
    summary: 'Add a pupil',
    callers: staff,
    body: z.strictObject({ nickname: nicknameSchema, pin: pinSchema }),
    reply: json(pupilSchema),
  },
  'POST /api/classes/:id/pupils/import': {
    summary: 'Add the pupils of a table; the PINs are told once',
    callers: staff,
    body: importBody,
    maximumBodyBytes: importBytes,
    reply: json(z.strictObject({ pupils: z.array(pupilWithPinSchema) })),
  },
  'GET /api/classes/:id/overview': {
    summary: 'Who waits, who is there, what is asked about',
    callers: staff,
    reply: json(overviewSchema),
  },
  'POST /api/classes/:id/pins': {
    summary:
      'New PINs for all pupils of a class, or for some; they are told once, sessions with the old ones end',
    callers: staff,
    body: z.strictObject({ pupilIds: z.array(idSchema).min(1).max(500).optional() }),
    reply: json(z.strictObject({ pupils: z.array(pupilWithPinSchema) })),
  },
  'GET /api/classes/:id/marks': {
    summary: 'The answers that pupils called wrong, those without a correction first',
    callers: staff,
    reply: json(z.strictObject({ marks: z.array(markSchema) })),
  },
  'DELETE /api/classes/:id/marks/:answerId': {
    summary: 'Take a marked answer off the list',
    callers: staff,
    reply: nothing,
  },
  'GET /api/classes/:id/conversations': {
    summary: 'The conversations that the class lets its teachers read',
    callers: staff,
    query: pageQuery,
    reply: json(z.strictObject({ conversations: z.array(pupilConversationSchema), more: z.boolean() })),
  },
} as const satisfies Operations;

/** Single pupils. */
export const pupilOperations = {
  'PATCH /api/pupils/:id': {
    summary: 'Rename a pupil or move them to another class',
    callers: staff,
    body: z.strictObject({ nickname: nicknameSchema.optional(), classId: idSchema.optional() }),
    reply: json(pupilSchema),
  },
  'POST /api/pupils/:id/pin': {
    summary: 'A new PIN; the sessions with the old one end',
    callers: staff,
    body: z.strictObject({ pin: pinSchema.optional() }),
    reply: json(z.strictObject({ pupil: pupilSchema, pin: pinSchema })),
  },
  'GET /api/pupils/:id/export': {
    summary: 'Everything kept about a pupil; a teacher gets the conversations that may be read',
    callers: staff,
    reply: file('application/json'),
  },
  'DELETE /api/pupils/:id': {
    summary: 'Erase a pupil with everything they wrote',
    callers: staff,
    reply: nothing,
  },
} as const satisfies Operations;

/** Teachers' corrections. */
export const correctionOperations = {
  'GET /api/corrections': {
    summary: 'The corrections of the own classes',
    callers: staff,
    query: z.strictObject({ classId: idSchema.optional() }),
    reply: json(z.strictObject({ corrections: z.array(correctionSchema) })),
  },
  'GET /api/corrections/export': {
    summary: 'The corrections as dialogues for training, names taken out',
    callers: staff,
    reply: file('application/jsonl'),
  },
  'DELETE /api/corrections/:id': {
    summary: 'Remove a correction',
    callers: staff,
    reply: nothing,
  },
  'POST /api/corrections/:id/home': {
    summary:
      "Agree that a question and an answer in the teacher's own words go to the ministry, names taken out",
    callers: staff,
    body: z.strictObject({ question: plainText(1, 2000), answer: plainText(1, 8000) }),
    reply: json(z.strictObject({ home: homeSchema })),
  },
  'DELETE /api/corrections/:id/home': {
    summary: 'Take that back; the ministry removes what it has',
    callers: staff,
    reply: nothing,
  },
} as const satisfies Operations;
