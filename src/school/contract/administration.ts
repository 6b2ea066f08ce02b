import { z } from 'zod';
import { auditActions } from './names/audit-actions.ts';
import { nameText } from './names/names.ts';
import { administrators, file, json, nothing, type Operations, staff } from './operation.ts';
import {
  listedStaffSchema,
  passwordSchema,
  roles,
  schoolNameSchema,
  staffNameSchema,
  staffRoles,
  staffSchema,
} from './people.ts';
import { emptyBody, idSchema, importBody, importBytes, momentSchema, pageQuery } from './shared.ts';

/** What an API key may be used for; the list of models needs only a key. */
export const keyScopes = ['chat', 'embeddings', 'metrics'] as const;

/** What the answers to a key rest on: tools, books and the model; never the model; only the model. */
export const keyAnswers = ['grounded', 'only-from-books', 'bare'] as const;

export type KeyScope = (typeof keyScopes)[number];

export const apiKeySchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  answers: z.enum(keyAnswers),
  /** How the key begins, to tell keys apart. */
  start: z.string(),
  createdAt: momentSchema,
  lastUsedAt: momentSchema.nullable(),
  expiresAt: momentSchema.nullable(),
});

const schoolSchema = z.strictObject({ name: z.string(), retentionDays: z.int() });

/** What the administrator's page shows of the machine. */
export const systemSchema = z.strictObject({
  version: z.string(),
  startedAt: momentSchema,
  now: momentSchema,
  model: z.strictObject({ id: z.string(), createdSeconds: z.int(), contextSizeTokens: z.int() }),
  engine: z.strictObject({
    ready: z.boolean(),
    places: z.int(),
    restarts: z.int(),
    residentBytes: z.int(),
    running: z.int(),
    waiting: z.int(),
  }),
  disk: z.strictObject({ freeBytes: z.int(), totalBytes: z.int() }),
  database: z.strictObject({
    sizeBytes: z.int(),
    schemaVersion: z.int(),
    conversations: z.int(),
    messages: z.int(),
    people: z.int(),
  }),
  memory: z.strictObject({ rssBytes: z.int() }),
  addresses: z.array(z.string()),
  /** `zone`: as IANA names it, such as `Asia/Dushanbe`; `offsetMinutes`: how far it is ahead of UTC now. */
  clock: z.strictObject({ trusted: z.boolean(), zone: z.string(), offsetMinutes: z.int() }),
  lastBackupAt: momentSchema.nullable(),
  answers: z.strictObject({ waiting: z.int(), writing: z.int() }),
  /** A later version, once it is known. */
  update: z
    .strictObject({ version: z.string(), state: z.enum(['available', 'downloading', 'ready', 'failed']) })
    .nullable(),
});

export const backupSchema = z.strictObject({
  name: z.string(),
  sizeBytes: z.int(),
  createdAt: momentSchema,
  /** It can be unpacked, and its content is what its first line says. */
  verified: z.boolean(),
});

export const auditEntrySchema = z.strictObject({
  id: idSchema,
  at: momentSchema,
  /** Null: the server itself, or somebody who was not logged in. A pupil has no name here. */
  actor: z.strictObject({ id: idSchema, name: z.string(), role: z.enum(roles) }).nullable(),
  action: z.enum(auditActions),
  subject: z.string(),
  /** What the subject is called now; null when it has no name or is gone. */
  subjectName: z.string().nullable(),
  detail: z.string(),
  /** What the detail is called now, where it is an id. */
  detailName: z.string().nullable(),
});

const staffWithPassword = z.strictObject({ teacher: staffSchema, password: z.string() });

/** What only administrators do: staff, keys, the school, backups, the audit log. */
export const administrationOperations = {
  'GET /api/school': {
    summary: "The school's name and how long staff's conversations are kept",
    callers: administrators,
    reply: json(schoolSchema),
  },
  'PATCH /api/school': {
    summary: "Change the school's name and how long staff's conversations are kept",
    callers: administrators,
    body: z.strictObject({
      name: schoolNameSchema.optional(),
      retentionDays: z.int().min(1).max(3650).optional(),
    }),
    reply: json(schoolSchema),
  },
  'GET /api/teachers': {
    summary: 'Teachers and administrators; a teacher sees names only, to share a class',
    callers: staff,
    reply: json(z.strictObject({ teachers: z.array(listedStaffSchema) })),
  },
  'POST /api/teachers': {
    summary: 'Add a teacher; the password is told once',
    callers: administrators,
    body: z.strictObject({
      name: staffNameSchema,
      password: passwordSchema.optional(),
      role: z.enum(staffRoles).default('teacher'),
    }),
    reply: json(staffWithPassword),
  },
  'POST /api/teachers/import': {
    summary: 'Add the teachers of a table; the passwords are told once',
    callers: administrators,
    body: importBody,
    maximumBodyBytes: importBytes,
    reply: json(
      z.strictObject({ teachers: z.array(z.strictObject({ ...staffSchema.shape, password: z.string() })) }),
    ),
  },
  'PATCH /api/teachers/:id': {
    summary: 'Rename a teacher or change the role',
    callers: administrators,
    body: z.strictObject({ name: staffNameSchema.optional(), role: z.enum(staffRoles).optional() }),
    reply: json(staffSchema),
  },
  'POST /api/teachers/:id/password': {
    summary: 'A new password, told once; the sessions with the old one end',
    callers: administrators,
    body: emptyBody,
    reply: json(staffWithPassword),
  },
  'DELETE /api/teachers/:id': {
    summary: 'Remove a teacher with their own conversations',
    callers: administrators,
    reply: nothing,
  },
  'GET /api/keys': {
    summary: 'API keys, without their secrets',
    callers: administrators,
    reply: json(z.strictObject({ keys: z.array(apiKeySchema) })),
  },
  'POST /api/keys': {
    summary: 'Make an API key; the secret is told once',
    callers: administrators,
    body: z.strictObject({
      name: nameText(80),
      scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
      answers: z.enum(keyAnswers).default('grounded'),
      expiresAt: z.int().optional(),
    }),
    reply: json(z.strictObject({ key: apiKeySchema, secret: z.string() })),
  },
  'DELETE /api/keys/:id': {
    summary: 'Withdraw an API key',
    callers: administrators,
    reply: nothing,
  },
  'GET /api/system': {
    summary: 'Model, disk, memory, database, addresses',
    callers: administrators,
    reply: json(systemSchema),
  },
  'GET /api/backups': {
    summary: 'The backups on this machine',
    callers: administrators,
    reply: json(z.strictObject({ backups: z.array(backupSchema) })),
  },
  'POST /api/backups': {
    summary: 'Write a backup now and check it',
    callers: administrators,
    body: emptyBody,
    reply: json(backupSchema),
  },
  'GET /api/backups/:name': {
    summary: 'A backup to keep elsewhere',
    callers: administrators,
    reply: file('application/octet-stream'),
  },
  'GET /api/audit': {
    summary: 'Who changed what, the latest first',
    callers: administrators,
    query: z.strictObject({
      ...pageQuery.shape,
      before: z
        .string()
        .regex(/^\d{1,15}$/u)
        .optional(),
    }),
    reply: json(z.strictObject({ entries: z.array(auditEntrySchema), more: z.boolean() })),
  },
} as const satisfies Operations;
