import { z } from 'zod';
import { groundingSchema } from './grounding.ts';
import { nameText, plainText } from './names/names.ts';
import { events, json, nothing, type Operations, people, pupils, staff } from './operation.ts';
import { answerScripts } from './people.ts';
import { clientIdSchema, emptyBody, idSchema, momentSchema, pageQuery } from './shared.ts';

/** More than fits into any context here; the model's own limit comes after. */
export const questionCharacters = 4000;

/** How far an answer is; questions are always `complete`. */
export const answerStates = [
  'waiting',
  'writing',
  'complete',
  'cut-short',
  'stopped',
  'interrupted',
  'failed',
] as const;

export type AnswerState = (typeof answerStates)[number];

export const conversationSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  createdAt: momentSchema,
  updatedAt: momentSchema,
  /** The message at which the shown branch ends. */
  leafId: idSchema.nullable(),
  teacherMayRead: z.boolean(),
});

export const questionSchema = z.strictObject({
  id: idSchema,
  parentId: idSchema.nullable(),
  role: z.literal('user'),
  text: z.string(),
  /** What was typed before a better reading of it was taken. */
  original: z.string().nullable(),
  createdAt: momentSchema,
  clientId: z.string(),
});

/** A formula of an answer and its MathML. */
const formulaSchema = z.strictObject({
  /** As it is in the text, with its signs. */
  source: z.string(),
  tex: z.string(),
  /** On a line of its own. */
  display: z.boolean(),
  mathml: z.string(),
});

export const shownCorrectionSchema = z.strictObject({ text: z.string(), createdAt: momentSchema });

export const answerSchema = z.strictObject({
  id: idSchema,
  parentId: idSchema.nullable(),
  role: z.literal('assistant'),
  text: z.string(),
  script: z.enum(answerScripts),
  createdAt: momentSchema,
  state: z.enum(answerStates),
  /** Why it failed: a word of the errors' list. */
  error: z.string().nullable(),
  formulas: z.array(formulaSchema),
  /** What it rests on; null before that is known, and for answers of the bare model. */
  grounding: groundingSchema.nullable(),
  /** How many of the oldest messages the model did not see. */
  droppedMessages: z.int(),
  correction: shownCorrectionSchema.nullable(),
  /** `correction`: a teacher had corrected the answer to the same question, and this is that correction. */
  source: z.enum(['model', 'correction']),
  /** The pupil has shown it to the teachers as wrong. */
  marked: z.boolean(),
});

export const messageSchema = z.discriminatedUnion('role', [questionSchema, answerSchema]);

/** A conversation of a pupil in a teacher's list. */
export const pupilConversationSchema = z.strictObject({
  ...conversationSchema.shape,
  pupil: z.strictObject({ id: idSchema, nickname: z.string() }),
});

export const meaningKinds = ['letters', 'latin', 'persian'] as const;

/** What somebody probably meant. */
const suggestionSchema = z.strictObject({
  /** `letters`: typed without ғ ӣ қ ӯ ҳ ҷ; `latin`, `persian`: typed in that script. */
  kind: z.enum(meaningKinds),
  original: z.string(),
  meant: z.string(),
  /** The script that was typed: answers can be given in it. */
  script: z.enum(answerScripts),
  /** Sent without asking, with a way to undo it; otherwise the person is asked first. */
  sure: z.boolean(),
});

const searchResultSchema = z.strictObject({
  conversationId: idSchema,
  title: z.string(),
  messageId: idSchema,
  role: z.enum(['user', 'assistant']),
  createdAt: momentSchema,
  snippet: z.array(z.strictObject({ text: z.string(), hit: z.boolean() })),
});

/** What a reader of an answer is told, by the event's name. */
export const answerEvents = {
  queue: z.strictObject({ position: z.int(), seconds: z.number().nullable() }),
  /** The engine is being started again. */
  moment: z.strictObject({}),
  /** What the reader has is not the beginning of the answer: the text begins again. */
  reset: z.strictObject({}),
  /** What the answer rests on; comes before its text. */
  grounding: groundingSchema,
  /** The event's id is the length of the text so far. */
  text: z.strictObject({ text: z.string() }),
  formula: formulaSchema,
  finish: z.strictObject({ answer: answerSchema }),
} as const;

const titleSchema = nameText(200);
/** A longer text is refused with a code of its own, so the schema only bounds it. */
const textSchema = plainText(1, 100_000);
const answerReply = json(z.strictObject({ answer: answerSchema }));

/** One's own conversations, and questions in them. */
export const conversationOperations = {
  'GET /api/conversations': {
    summary: 'The own conversations, the latest first',
    callers: people,
    query: pageQuery,
    reply: json(z.strictObject({ conversations: z.array(conversationSchema), more: z.boolean() })),
  },
  'POST /api/conversations': {
    summary: 'Begin a conversation',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema, title: titleSchema.optional() }),
    reply: json(conversationSchema),
  },
  'GET /api/conversations/:id': {
    summary: 'A conversation with all its messages; a teacher only where the class allows it',
    callers: people,
    reply: json(
      z.strictObject({
        ...conversationSchema.shape,
        owner: z.strictObject({ id: idSchema, name: z.string() }),
        messages: z.array(messageSchema),
      }),
    ),
  },
  'PATCH /api/conversations/:id': {
    summary: 'Rename a conversation, or remember which branch is shown',
    callers: people,
    body: z.strictObject({ title: titleSchema.optional(), leafId: idSchema.optional() }),
    reply: json(conversationSchema),
  },
  'DELETE /api/conversations/:id': {
    summary: 'Delete a conversation for good',
    callers: people,
    reply: nothing,
  },
  'POST /api/conversations/:id/questions': {
    summary: 'Ask; the question and its waiting answer are on disk when this answers',
    callers: people,
    body: z.strictObject({
      clientId: clientIdSchema,
      parentId: idSchema.nullable(),
      text: textSchema,
      meant: z
        .strictObject({ original: z.string().max(questionCharacters), kind: z.enum(meaningKinds) })
        .optional(),
      script: z.enum(answerScripts).optional(),
      /** Ask this book only; one that the person may not see is refused. */
      bookId: idSchema.optional(),
      /** The version of the class's rules that the pupil was told; needed for a conversation's first question. */
      rules: z.string().max(40).optional(),
    }),
    reply: json(
      z.strictObject({ question: questionSchema, answer: answerSchema, conversation: conversationSchema }),
    ),
  },
  'GET /api/search': {
    summary: 'Search the own conversations',
    callers: people,
    query: z.strictObject({
      query: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    reply: json(z.strictObject({ results: z.array(searchResultSchema) })),
  },
  'POST /api/meaning': {
    summary: 'What was probably meant: letters restored, another script read',
    callers: people,
    body: z.strictObject({ text: plainText(1, questionCharacters) }),
    reply: json(z.strictObject({ suggestion: suggestionSchema.nullable() })),
  },
} as const satisfies Operations;

/** Answers: to follow, stop, continue, write again and correct. */
export const answerOperations = {
  'POST /api/questions/:id/answers': {
    summary: 'Answer a question again',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema }),
    reply: answerReply,
  },
  'GET /api/answers/:id': { summary: 'An answer as it is now', callers: people, reply: answerReply },
  'GET /api/answers/:id/events': {
    summary: 'Follow an answer from a character on, as server-sent events',
    callers: people,
    query: z.strictObject({ after: z.coerce.number().int().min(0).max(10_000_000).optional() }),
    reply: events(answerEvents),
  },
  'POST /api/answers/:id/stop': {
    summary: 'End an answer; what is there is kept',
    callers: people,
    body: emptyBody,
    reply: answerReply,
  },
  'POST /api/answers/:id/continue': {
    summary: 'Continue an answer that ended early',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema }),
    reply: answerReply,
  },
  'POST /api/answers/:id/correction': {
    summary: 'Write the right answer beside a wrong one',
    callers: staff,
    body: z.strictObject({
      text: plainText(1, 8000),
      note: plainText(0, 1000).default(''),
    }),
    reply: json(z.strictObject({ correction: shownCorrectionSchema.nullable() })),
  },
  'PUT /api/answers/:id/mark': {
    summary: 'Say that an answer is wrong: the teachers of the class see it with its question',
    callers: pupils,
    body: emptyBody,
    reply: answerReply,
  },
  'DELETE /api/answers/:id/mark': {
    summary: 'Take the mark back',
    callers: pupils,
    reply: answerReply,
  },
  'DELETE /api/answers/:id/correction': {
    summary: 'Take a correction back',
    callers: staff,
    reply: nothing,
  },
} as const satisfies Operations;
