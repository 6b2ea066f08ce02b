import { z } from 'zod';
import { itemSchema } from '../../../practice/items/item.ts';
import { file, json, nothing, type Operations, staff } from '../operation.ts';
import { emptyBody, idSchema } from '../shared.ts';

export { itemSchema };

export const itemStates = ['draft', 'approved', 'retired'] as const;
const itemFormats = ['gift', 'moodle-xml', 'qti3', 'csv', 'jsonl'] as const;
const itemIdSchema = z.string().min(1).max(200);
const subjectSchema = z.string().trim().min(1).max(200);

/** Which questions are meant; what is left out does not restrict. */
const filterShape = {
  status: z.enum(itemStates).optional(),
  subject: subjectSchema.optional(),
  topic: subjectSchema.optional(),
};

/** What a file's format cannot carry. */
export const lossSchema = z.strictObject({ where: z.string(), what: z.string(), isWhole: z.boolean() });

export const itemTopicSchema = z.strictObject({
  subject: z.string(),
  topic: z.string().nullable(),
  draft: z.int(),
  approved: z.int(),
  retired: z.int(),
});

const draftWorkSchema = z.strictObject({
  job: z
    .strictObject({
      bookId: idSchema,
      title: z.string(),
      state: z.enum(['running', 'done', 'failed']),
      page: z.int(),
      pageCount: z.int(),
      /** Drafts that were not there before. */
      added: z.int(),
    })
    .nullable(),
});

const importedBytes = 6_000_000;

/** The school's questions: every teacher writes, approves and retires them; pupils get the approved ones. */
export const itemOperations = {
  'GET /api/items': {
    summary: 'Questions in the order of their ids',
    callers: staff,
    query: z.strictObject({
      ...filterShape,
      search: z.string().trim().min(1).max(200).optional(),
      /** The id of the last one that is known. */
      after: itemIdSchema.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    reply: json(z.strictObject({ items: z.array(itemSchema), total: z.int(), more: z.boolean() })),
  },
  'GET /api/items/topics': {
    summary: 'Subjects and topics with the number of questions',
    callers: staff,
    reply: json(z.strictObject({ topics: z.array(itemTopicSchema) })),
  },
  'POST /api/items': {
    summary: 'Write a new question or change one; the version says which one was changed',
    callers: staff,
    body: z.strictObject({ item: itemSchema }),
    reply: json(z.strictObject({ item: itemSchema })),
  },
  'POST /api/items/status': {
    summary: 'Approve, retire or take back questions',
    callers: staff,
    body: z.strictObject({ ids: z.array(itemIdSchema).min(1).max(500), status: z.enum(itemStates) }),
    reply: json(z.strictObject({ changed: z.int() })),
  },
  'POST /api/items/starter': {
    summary:
      'Put the questions that come with Soro into the bank, as drafts; those that are there stay as they are',
    callers: staff,
    body: emptyBody,
    reply: json(z.strictObject({ added: z.int() })),
  },
  'GET /api/items/drafts': {
    summary: 'How far the drafts of a book are: of the present one, or the last',
    callers: staff,
    reply: json(draftWorkSchema),
  },
  'POST /api/items/drafts': {
    summary: "Begin to make drafts from a book's sentences, one book at a time",
    callers: staff,
    body: z.strictObject({ bookId: idSchema }),
    reply: json(draftWorkSchema),
  },
  'DELETE /api/items/drafts': {
    summary: 'Stop making drafts',
    callers: staff,
    reply: nothing,
  },
  'POST /api/items/import': {
    summary: 'Read a file of questions (GIFT, Moodle XML, QTI 3, CSV, JSONL); what it cannot carry is told',
    callers: staff,
    body: z.strictObject({
      fileName: z.string().min(1).max(200),
      /** The file's bytes. */
      base64: z.base64().max(importedBytes),
      /** For questions whose file does not say it. */
      subject: subjectSchema,
      status: z.enum(['draft', 'approved']),
    }),
    maximumBodyBytes: importedBytes + 10_000,
    reply: json(z.strictObject({ added: z.int(), known: z.int(), losses: z.array(lossSchema) })),
  },
  'GET /api/items/losses': {
    summary: 'What a file of that format could not carry of these questions',
    callers: staff,
    query: z.strictObject({ ...filterShape, format: z.enum(itemFormats) }),
    reply: json(z.strictObject({ items: z.int(), losses: z.array(lossSchema) })),
  },
  'GET /api/items/export': {
    summary: 'These questions as a file',
    callers: staff,
    query: z.strictObject({ ...filterShape, format: z.enum(itemFormats) }),
    reply: file('application/octet-stream'),
  },
} as const satisfies Operations;
