import { z } from 'zod';
import { administrators, file, json, nothing, type Operations, pupils, staff } from '../operation.ts';
import { pageLanguages } from '../people.ts';
import { emptyBody, idSchema, momentSchema } from '../shared.ts';
import { faceSchema } from './tests.ts';

const windowSchema = z.strictObject({ from: z.string(), to: z.string() });

/** A study of what pupils learn, as its file says; see docs/pilot.md. */
export const studySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  /** SHA-256 of all values of the plan. */
  hash: z.string(),
  createdAt: momentSchema,
  /** From then on the plan does not change. */
  fixedAt: momentSchema.nullable(),
  closedAt: momentSchema.nullable(),
  arms: z.array(z.strictObject({ id: z.string(), name: z.string(), classes: z.int() })),
  windows: z.strictObject({ before: windowSchema, after: windowSchema }),
  /** The plan in lines to read; the smallest detectable effect is first. */
  plan: z.array(z.string()),
  /** The ε of all exports together, and what is used of it. */
  budget: z.strictObject({ all: z.number(), used: z.number() }),
});

const progressSchema = z.strictObject({
  classId: idSchema,
  className: z.string(),
  arm: z.string(),
  pupils: z.int(),
  openedBefore: z.boolean(),
  openedAfter: z.boolean(),
  wroteBefore: z.int(),
  wroteAfter: z.int(),
});

/** Studies: the administrator's; teachers see how far their classes are, and who takes part. */
export const studyOperations = {
  'GET /api/studies': {
    summary: 'The studies of the school; of a teacher those with a class of theirs',
    callers: staff,
    reply: json(z.strictObject({ studies: z.array(studySchema) })),
  },
  'PUT /api/studies': {
    summary: 'Take in a study file; a changed one is refused once the plan is fixed',
    callers: administrators,
    body: z.strictObject({ text: z.string().min(1).max(200_000) }),
    maximumBodyBytes: 1_000_000,
    reply: json(studySchema),
  },
  'GET /api/studies/:id': {
    summary: 'A study, and how far its classes are; nothing of scores',
    callers: staff,
    reply: json(z.strictObject({ study: studySchema, progress: z.array(progressSchema) })),
  },
  'DELETE /api/studies/:id': {
    summary: 'Remove a study; its tests stay with the classes',
    callers: administrators,
    reply: nothing,
  },
  'POST /api/studies/:id/fix': {
    summary: 'Fix the plan; possible until the day before the first test',
    callers: administrators,
    body: emptyBody,
    reply: json(studySchema),
  },
  'POST /api/studies/:id/tests': {
    summary: 'Make the tests before or after for every class: both forms, each half of a class one',
    callers: administrators,
    body: z.strictObject({ moment: z.enum(['before', 'after']) }),
    reply: json(z.strictObject({ study: studySchema, progress: z.array(progressSchema) })),
  },
  'POST /api/studies/:id/close': {
    summary: 'End a study: its tests close, its results may be seen',
    callers: administrators,
    body: emptyBody,
    reply: json(studySchema),
  },
  'GET /api/studies/:id/report': {
    summary: 'The report of a closed study, a page that prints',
    callers: administrators,
    query: z.strictObject({ language: z.enum(pageLanguages).default('tg') }),
    reply: file('text/html'),
  },
  'GET /api/studies/:id/records': {
    summary:
      'The records of a closed study under pseudonyms, for `soro pilot analyse`; they stay in the school',
    callers: administrators,
    reply: file('text/csv'),
  },
  'POST /api/studies/:id/exports': {
    summary: 'Tables without persons that may leave the school; costs a part of the study’s budget',
    callers: administrators,
    body: z.strictObject({ epsilon: z.number().min(0.1).max(2) }),
    reply: json(
      z.strictObject({ files: z.record(z.string(), z.string()), budget: studySchema.shape.budget }),
    ),
  },
  'PUT /api/studies/:id/pupils/:pupilId': {
    summary: 'Note whether a pupil takes part: without consent of a parent and the pupil nobody does',
    callers: staff,
    body: z.strictObject({ takesPart: z.boolean() }),
    reply: nothing,
  },
  'PUT /api/my-tests/:id/face': {
    summary: 'Say with one of three faces how it was; after the last test of a study',
    callers: pupils,
    body: z.strictObject({ face: faceSchema }),
    reply: nothing,
  },
} as const satisfies Operations;
