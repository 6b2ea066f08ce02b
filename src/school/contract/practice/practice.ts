import { z } from 'zod';
import { faultNames } from '../../../practice/tutor/diagnosis/fault.ts';
import { plainText } from '../names/names.ts';
import { json, nothing, type Operations, pupils, staff } from '../operation.ts';
import { clientIdSchema, idSchema, momentSchema } from '../shared.ts';

const kinds = ['single-choice', 'several-right', 'matching', 'order', 'number', 'short-text', 'gap'] as const;
const topicText = z.string().trim().min(1).max(4000);

/** Longest typed answer. */
export const typedSchema = z.string().min(1).max(1000);

/** A question without its key. `options`: the options, the partners of matching, the parts of an order. */
export const shownItemSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  kind: z.enum(kinds),
  subject: z.string(),
  topic: z.string().nullable(),
  question: z.string(),
  options: z.array(z.string()),
  left: z.array(z.string()),
  unit: z.string().nullable(),
});

/** Where the answer stands. The ids are null where the book is not in the library. */
const placeSchema = z.strictObject({
  book: z.string(),
  section: z.string().nullable(),
  page: z.string().nullable(),
  sentence: z.string().nullable(),
  bookId: z.string().nullable(),
  /** Place of the page in the book, from 1. */
  pageNumber: z.int().nullable(),
});

/** How far the pupil is today. */
export const todaySchema = z.strictObject({
  answers: z.int(),
  /** The budget of the day. */
  budget: z.int(),
  /** Questions that wait to be asked again. */
  due: z.int(),
  /** Days of practice in a row; 0 before the first answer. */
  streak: z.int(),
});

/** What the tutor says to a wrong answer, and where the pupil stands with the question. */
const tutorTurnSchema = z.strictObject({
  /** `trying`: the pupil is asked again. `closed`: no attempts are left, and the class is not shown the answer. */
  phase: z.enum(['trying', 'solved', 'revealed', 'closed']),
  /** In Tajik, a line for each thought. */
  text: z.string(),
  /** Hints that were given, and how many there are before the answer. */
  hints: z.int(),
  mostHints: z.int(),
  /** Wrong answers that counted, and how many there may be. */
  attempts: z.int(),
  mostAttempts: z.int(),
});

/** A question of practice; `tutor` is what was said last to a pupil who has not finished it. */
export const practiceItemSchema = shownItemSchema.extend({ tutor: tutorTurnSchema.nullable() });

export const feedbackSchema = z.strictObject({
  /** Null: it could not be read; nothing is counted and the pupil is asked again. */
  understood: z.string().nullable(),
  isRight: z.boolean(),
  share: z.number(),
  right: z.string().nullable(),
  why: z.string().nullable(),
  source: placeSchema.nullable(),
  /** Null where the class does not work with the tutor, or the first answer was right. */
  tutor: tutorTurnSchema.nullable(),
  today: todaySchema,
});

export const topicProgressSchema = z.strictObject({
  subject: z.string(),
  topic: z.string().nullable(),
  /** Approved questions. */
  items: z.int(),
  /** Those that the pupil has answered at least once. */
  seen: z.int(),
  /** Those that the pupil would probably answer now. */
  known: z.int(),
});

const assignmentShape = {
  id: idSchema,
  subject: z.string(),
  topic: z.string().nullable(),
  dueAt: momentSchema.nullable(),
};

export const ownAssignmentSchema = z.strictObject({ ...assignmentShape, items: z.int(), seen: z.int() });

export const practiceSchema = z.strictObject({
  today: todaySchema,
  /** A test is being written: nothing is asked meanwhile. */
  isClosed: z.boolean(),
  assignments: z.array(ownAssignmentSchema),
  topics: z.array(topicProgressSchema),
  weak: z.array(z.strictObject({ subject: z.string(), topic: z.string().nullable() })),
});

/** What a class practises, for its teachers. Pupils stand in the order of their names, not of their results. */
export const classPracticeSchema = z.strictObject({
  assignments: z.array(
    z.strictObject({
      ...assignmentShape,
      items: z.int(),
      /** How many pupils have answered each question at least once. */
      finished: z.int(),
    }),
  ),
  pupils: z.array(
    z.strictObject({
      pupilId: idSchema,
      nickname: z.string(),
      /** Of the last fourteen days. */
      days: z.int(),
      answers: z.int(),
      right: z.int(),
      lastAt: momentSchema.nullable(),
    }),
  ),
  topics: z.array(
    z.strictObject({
      subject: z.string(),
      topic: z.string().nullable(),
      pupils: z.int(),
      answers: z.int(),
      right: z.int(),
    }),
  ),
});

const tutorSentencesSchema = z.strictObject({
  sentences: z.array(
    z.strictObject({
      fault: z.enum(faultNames),
      /** The one in use. */
      text: z.string(),
      /** The one that comes with Soro. */
      own: z.string(),
    }),
  ),
});

/** Practice of pupils, and what their teachers see of it. */
export const practiceOperations = {
  'GET /api/practice': {
    summary: 'What a pupil can practise, and how far they are',
    callers: pupils,
    reply: json(practiceSchema),
  },
  'GET /api/practice/items': {
    summary: 'The next questions, without their keys',
    callers: pupils,
    query: z.strictObject({
      subject: topicText.optional(),
      topic: topicText.optional(),
      assignment: idSchema.optional(),
      /** Weak topics only. */
      weak: z.literal('1').optional(),
      /** Goes on when the budget of the day is used up. */
      more: z.literal('1').optional(),
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    reply: json(
      z.strictObject({
        items: z.array(practiceItemSchema),
        /** Whether the class works with the tutor: «I do not know» is then an answer. */
        withTutor: z.boolean(),
        today: todaySchema,
      }),
    ),
  },
  'POST /api/practice/answers': {
    summary:
      'Answer a question, or the tutor that asks it again; sent again with the same client id it is counted once',
    callers: pupils,
    body: z.strictObject({
      clientId: clientIdSchema,
      itemId: z.string().min(1).max(200),
      version: z.int().positive(),
      typed: typedSchema,
    }),
    reply: json(feedbackSchema),
  },
  'GET /api/tutor/sentences': {
    summary: 'What the tutor says of each fault in an answer',
    callers: staff,
    reply: json(tutorSentencesSchema),
  },
  'PUT /api/tutor/sentences/:fault': {
    summary: 'Word such a sentence in another way, for the whole school; null takes that of Soro back',
    callers: staff,
    body: z.strictObject({ text: plainText(1, 500).nullable() }),
    reply: json(tutorSentencesSchema),
  },
  'GET /api/classes/:id/practice': {
    summary: 'What a class practises',
    callers: staff,
    reply: json(classPracticeSchema),
  },
  'POST /api/classes/:id/assignments': {
    summary: 'Give a class a subject or topic to practise',
    callers: staff,
    body: z.strictObject({
      clientId: clientIdSchema,
      subject: topicText,
      topic: topicText.nullable(),
      dueAt: momentSchema.nullable(),
    }),
    reply: json(classPracticeSchema),
  },
  'DELETE /api/classes/:id/assignments/:assignmentId': {
    summary: 'Take work back',
    callers: staff,
    reply: nothing,
  },
} as const satisfies Operations;
