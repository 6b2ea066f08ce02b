import { z } from 'zod';
import { administrators, file, json, nothing, type Operations } from '../operation.ts';
import { emptyBody, momentSchema } from '../shared.ts';

const inThreeLanguages = z.strictObject({ tg: z.string(), ru: z.string(), en: z.string() });

/** Something that takes minutes, begun on the page; one at a time. */
export const machineJobSchema = z.strictObject({
  what: z.enum(['fetch-model', 'use-model', 'measure-model', 'update', 'rollback']),
  /** Of the model, of the track that is gone back on, or where updates come from. */
  name: z.string(),
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  startedAt: momentSchema,
  /** What it said last, in English. */
  detail: z.string(),
});

export const machineModelSchema = z.strictObject({
  name: z.string(),
  title: inThreeLanguages,
  /** `available`: in the catalogue. `unfinished`: a download that was stopped, or goes on. */
  state: z.enum(['built-in', 'installed', 'unfinished', 'damaged', 'available']),
  /** Of the whole file. */
  sizeBytes: z.int(),
  /** Of it here already. */
  partBytes: z.int().nullable(),
  goodAt: inThreeLanguages.nullable(),
  licence: z.strictObject({ title: z.string(), page: z.string() }).nullable(),
  inUse: z.boolean(),
  served: z.boolean(),
  /** Answers at once that the machine has memory for; 0: it does not fit. */
  places: z.int().nullable(),
  memoryBytes: z.int().nullable(),
  /** Measured on this machine. */
  tokensPerSecond: z.number().nullable(),
  /** It can be fetched from the catalogue. */
  fetchable: z.boolean(),
});

const releaseSchema = z.strictObject({ number: z.int(), title: z.string() });

const trackSchema = z.strictObject({
  /** `model/soro`. */
  name: z.string(),
  kind: z.enum(['software', 'model', 'books', 'items', 'words', 'exam']),
  /** What is kept; null: what the machine came with. */
  kept: releaseSchema.nullable(),
  previous: releaseSchema.nullable(),
  trial: z
    .strictObject({
      ...releaseSchema.shape,
      startsLeft: z.int(),
      ranMs: z.number(),
      neededMs: z.int(),
      fault: z.string().nullable(),
    })
    .nullable(),
  /** Fetched and not yet switched to. */
  candidate: z.strictObject({ ...releaseSchema.shape, exam: z.enum(['open', 'passed']) }).nullable(),
  /** The last that failed here, and what the exam or the trial found. */
  refused: z.strictObject({ count: z.int(), reason: z.string() }).nullable(),
  next: z.strictObject({
    action: z.enum(['wait', 'fetch', 'examine', 'switch', 'commit', 'drop', 'roll-back']),
    /** With `wait`: for what. */
    reason: z
      .enum([
        'up-to-date',
        'on-trial',
        'held',
        'later-wave',
        'metadata-stale',
        'needs-newer-software',
        'needs-more-memory',
      ])
      .nullable(),
    offer: z.strictObject({ ...releaseSchema.shape, sizeBytes: z.int() }).nullable(),
  }),
});

const hour = z.int().min(0).max(24);
const updateSettings = {
  /** Addresses of hubs and neighbours, in the order in which they are asked. */
  addresses: z
    .array(
      z
        .string()
        .max(500)
        .regex(/^https?:\/\/[^\s]+$/u),
    )
    .max(8),
  neighbours: z.boolean(),
  /** Local hours in which addresses may be used; null: always. */
  hours: z.strictObject({ from: hour, to: hour }).nullable(),
};

export const updatesSchema = z.strictObject({
  /** It has the root of a hub. */
  enrolled: z.boolean(),
  /** What is known is too old to start anything new. */
  stale: z.boolean(),
  tracks: z.array(trackSchema),
  /** The last exam of a model here. */
  exam: z
    .strictObject({ title: z.string(), passed: z.boolean(), detail: z.string(), at: momentSchema })
    .nullable(),
  settings: z.strictObject({ ...updateSettings, folders: z.array(z.string()) }),
  /** Sticks with releases that are plugged in now. */
  sticks: z.array(z.string()),
  job: machineJobSchema.nullable(),
});

/** What administrators do about models and updates of this machine. */
export const machineOperations = {
  'GET /api/models': {
    summary: 'Models that are installed or can be fetched, which fit this machine, and what is under way',
    callers: administrators,
    reply: json(z.strictObject({ models: z.array(machineModelSchema), job: machineJobSchema.nullable() })),
  },
  'GET /api/models/:name/licence': {
    summary: 'The text of the licence of a model',
    callers: administrators,
    reply: file('text/plain'),
  },
  'POST /api/models/:name/fetch': {
    summary: 'Download a model, or continue with it; the school accepts its licence by this',
    callers: administrators,
    body: z.strictObject({ acceptLicence: z.literal(true) }),
    reply: json(machineJobSchema),
  },
  'POST /api/models/:name/use': {
    summary: 'Examine a model and use it; goes back by itself when it fails',
    callers: administrators,
    body: emptyBody,
    reply: json(machineJobSchema),
  },
  'POST /api/models/:name/measure': {
    summary: 'Measure for a moment how fast a model writes on this machine',
    callers: administrators,
    body: emptyBody,
    reply: json(machineJobSchema),
  },
  'DELETE /api/models/:name': {
    summary: 'Remove an installed model, or what is left of a stopped download',
    callers: administrators,
    reply: nothing,
  },
  'GET /api/updates': {
    summary: 'Releases in use, on trial and offered; sources, hours, sticks',
    callers: administrators,
    reply: json(updatesSchema),
  },
  'PATCH /api/updates': {
    summary: 'Change where updates come from, and in which hours',
    callers: administrators,
    body: z.strictObject({
      addresses: updateSettings.addresses.optional(),
      neighbours: updateSettings.neighbours.optional(),
      hours: updateSettings.hours.optional(),
    }),
    reply: json(updatesSchema),
  },
  'POST /api/updates/apply': {
    summary: 'Look for updates now and do what is next, from the usual sources or from a stick',
    callers: administrators,
    body: z.strictObject({ stick: z.string().max(500).nullable() }),
    reply: json(machineJobSchema),
  },
  'POST /api/updates/rollback': {
    summary: 'Go back to the release before, and never try this one again',
    callers: administrators,
    body: z.strictObject({ track: z.string().max(100) }),
    reply: json(machineJobSchema),
  },
  'POST /api/machine/stop': {
    summary: 'Stop what is under way; a download continues later where it stopped',
    callers: administrators,
    body: emptyBody,
    reply: nothing,
  },
} as const satisfies Operations;
