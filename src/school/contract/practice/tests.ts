import { z } from 'zod';
import { nameText } from '../names/names.ts';
import { json, nothing, type Operations, pupils, staff } from '../operation.ts';
import { clientIdSchema, emptyBody, idSchema, momentSchema } from '../shared.ts';
import { itemSchema } from './items.ts';
import { shownItemSchema, typedSchema } from './practice.ts';

export const itemOrders = ['same', 'shuffled'] as const;
export const resultTimes = ['at-once', 'after-end', 'never'] as const;

/** What a teacher sets for a test. */
export const testSettingsSchema = z.strictObject({
  /** `shuffled`: each pupil gets the questions and their options in another order. */
  order: z.enum(itemOrders),
  opensAt: momentSchema,
  closesAt: momentSchema,
  /** Null: until the test closes. */
  minutes: z.int().min(1).max(600).nullable(),
  /** While somebody of the class writes, nobody of it asks Soro or practises. */
  chatClosed: z.boolean(),
  /** When pupils see their own result. */
  results: z.enum(resultTimes),
});

const blueprintSchema = z.strictObject({
  subject: z.string().trim().min(1).max(4000),
  topic: z.string().trim().min(1).max(4000).nullable(),
  count: z.int().min(1).max(100),
});

const titleSchema = nameText(120);
const mostItems = 100;

export const testSchema = z.strictObject({
  id: idSchema,
  classId: idSchema,
  title: z.string(),
  createdAt: momentSchema,
  settings: testSettingsSchema,
  itemCount: z.int(),
  /** Pupils who have begun, and those who have finished. */
  started: z.int(),
  finished: z.int(),
});

const whoShape = { pupilId: idSchema, nickname: z.string() };
export const sheetStates = ['not-started', 'writing', 'submitted', 'time-over'] as const;

export const liveSchema = z.strictObject({
  now: momentSchema,
  pupils: z.array(
    z.strictObject({
      ...whoShape,
      state: z.enum(sheetStates),
      /** The question that the pupil looks at, from 1; 0 before the start. */
      place: z.int(),
      answered: z.int(),
      remainingSeconds: z.int().nullable(),
      /** Since the page was last heard. */
      silentSeconds: z.int().nullable(),
    }),
  ),
});

const scoreSchema = z.strictObject({ right: z.int(), share: z.number() });

export const testResultsSchema = z.strictObject({
  pupils: z.array(
    z.strictObject({
      ...whoShape,
      state: z.enum(sheetStates),
      ...scoreSchema.shape,
      minutes: z.number(),
      /** For each question: the share that is right; null where there is no answer. */
      shares: z.array(z.number().nullable()),
      /** Answers that reached the server after the time was over, and whether they were counted. */
      late: z.int(),
      notCounted: z.int(),
    }),
  ),
  items: z.array(
    z.strictObject({
      question: z.string(),
      right: z.string(),
      topic: z.string().nullable(),
      answers: z.int(),
      /** Share of right answers among finished sheets; null before one is finished. */
      difficulty: z.number().nullable(),
      /** Correlation of the answer with the rest of the sheet; null for fewer than five sheets or equal answers. */
      discrimination: z.number().nullable(),
      /** How often each option, or each typed answer, was given: the most frequent first. */
      given: z.array(z.strictObject({ text: z.string(), count: z.int(), isRight: z.boolean() })),
    }),
  ),
  topics: z.array(
    z.strictObject({ subject: z.string(), topic: z.string().nullable(), items: z.int(), share: z.number() }),
  ),
});

/** A variant for paper, with its key. */
const variantSchema = z.strictObject({
  name: z.string(),
  items: z.array(shownItemSchema),
  key: z.array(z.string()),
});

/** How a test was: sad, neither, glad. */
export const faceSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const ownTestShape = {
  id: idSchema,
  title: z.string(),
  state: z.enum(sheetStates),
  minutes: z.int().nullable(),
  opensAt: momentSchema,
  closesAt: momentSchema,
  itemCount: z.int(),
};

/** A test as its pupil has it. */
export const sheetSchema = z.strictObject({
  ...ownTestShape,
  /** Empty before the start and after the end. */
  items: z.array(shownItemSchema),
  /** The present answers, by place from 0. */
  answers: z.array(
    z.strictObject({
      place: z.int(),
      revision: z.int(),
      typed: z.string(),
      understood: z.string().nullable(),
    }),
  ),
  place: z.int(),
  /** Milliseconds of writing, as the server counts them, and how many are left. */
  usedMs: z.int(),
  remainingMs: z.int().nullable(),
  /** After the last test of a study a pupil may take one of three faces; null where nobody asks. */
  face: z.strictObject({ taken: faceSchema.nullable() }).nullable(),
  /** Where the teacher shows it. */
  result: z
    .strictObject({
      ...scoreSchema.shape,
      items: z.array(
        z.strictObject({
          question: z.string(),
          typed: z.string().nullable(),
          right: z.string(),
          isRight: z.boolean(),
        }),
      ),
    })
    .nullable(),
});

const ownTestSchema = z.strictObject({
  ...ownTestShape,
  /** Between opening and closing. */
  isOpen: z.boolean(),
});

/** Tests that teachers set and pupils write. */
export const testOperations = {
  'GET /api/classes/:id/tests': {
    summary: 'The tests of a class, the latest first',
    callers: staff,
    reply: json(z.strictObject({ tests: z.array(testSchema) })),
  },
  'POST /api/classes/:id/tests': {
    summary: 'Make a test from chosen questions, or from a number of approved ones for each topic',
    callers: staff,
    body: z.strictObject({
      clientId: clientIdSchema,
      title: titleSchema,
      settings: testSettingsSchema,
      choice: z.discriminatedUnion('by', [
        z.strictObject({
          by: z.literal('items'),
          itemIds: z.array(z.string().min(1).max(200)).min(1).max(mostItems),
        }),
        z.strictObject({ by: z.literal('blueprint'), topics: z.array(blueprintSchema).min(1).max(50) }),
      ]),
    }),
    reply: json(testSchema),
  },
  'GET /api/tests/:id': {
    summary: 'A test with its questions and keys',
    callers: staff,
    reply: json(z.strictObject({ test: testSchema, items: z.array(itemSchema) })),
  },
  'PATCH /api/tests/:id': {
    summary: "Change a test's title, times and when results are shown",
    callers: staff,
    body: z.strictObject({
      title: titleSchema.optional(),
      settings: testSettingsSchema.partial().optional(),
    }),
    reply: json(testSchema),
  },
  'DELETE /api/tests/:id': {
    summary: 'Delete a test with everything that was written in it',
    callers: staff,
    reply: nothing,
  },
  'GET /api/tests/:id/live': { summary: 'Who is where', callers: staff, reply: json(liveSchema) },
  'GET /api/tests/:id/results': {
    summary: 'Results by pupil, question and topic',
    callers: staff,
    reply: json(testResultsSchema),
  },
  'POST /api/tests/:id/reopen': {
    summary: "Open a pupil's finished sheet again, with more time",
    callers: staff,
    body: z.strictObject({ pupilId: idSchema, extraMinutes: z.int().min(0).max(600) }),
    reply: json(liveSchema),
  },
  'GET /api/tests/:id/paper': {
    summary: 'Two variants for paper, with their keys',
    callers: staff,
    reply: json(z.strictObject({ test: testSchema, variants: z.array(variantSchema) })),
  },
  'GET /api/my-tests': {
    summary: 'The tests of the own class',
    callers: pupils,
    reply: json(z.strictObject({ tests: z.array(ownTestSchema) })),
  },
  'GET /api/my-tests/:id': { summary: 'The own sheet of a test', callers: pupils, reply: json(sheetSchema) },
  'POST /api/my-tests/:id/start': {
    summary: 'Begin; once begun it stays begun, on every device',
    callers: pupils,
    body: emptyBody,
    reply: json(sheetSchema),
  },
  'POST /api/my-tests/:id/answers': {
    summary: 'Answer a question of a test; sent again with the same client id it is kept once',
    callers: pupils,
    body: z.strictObject({
      clientId: clientIdSchema,
      place: z
        .int()
        .min(0)
        .max(mostItems - 1),
      /** The revision of this question's answer that the page knew: an older one never covers a newer one. */
      after: z.int().min(0),
      typed: typedSchema,
      /** Milliseconds of writing when it was given, as the page counted on. */
      atMs: z.int().min(0),
    }),
    reply: json(
      z.strictObject({
        place: z.int(),
        revision: z.int(),
        typed: z.string(),
        understood: z.string().nullable(),
        remainingMs: z.int().nullable(),
      }),
    ),
  },
  'POST /api/my-tests/:id/submit': {
    summary: 'Finish; the answers stand',
    callers: pupils,
    body: emptyBody,
    reply: json(sheetSchema),
  },
  'POST /api/my-tests/:id/place': {
    summary: 'Say that the page is there, and which question is looked at',
    callers: pupils,
    body: z.strictObject({
      place: z
        .int()
        .min(0)
        .max(mostItems - 1),
    }),
    reply: json(z.strictObject({ state: z.enum(sheetStates), remainingMs: z.int().nullable() })),
  },
} as const satisfies Operations;
