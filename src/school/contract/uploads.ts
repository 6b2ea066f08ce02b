import { z } from 'zod';
import { bookDetailsSchema } from './books.ts';
import { bookKeepers, json, nothing, type Operations } from './operation.ts';
import { clientIdSchema, emptyBody, idSchema, momentSchema } from './shared.ts';

/** `receiving`: bytes are missing. `waiting`: another book is read first. `indexing`: every page is read. */
export const uploadStates = ['receiving', 'waiting', 'reading', 'indexing', 'added', 'refused'] as const;

/** Why a book was refused; the page has a sentence for each. */
export const uploadReasons = [
  'unsupported',
  'scan',
  'no-text',
  'unreadable-letters',
  'password',
  'damaged',
  'too-large',
  'too-costly',
  'bad-articles',
  'known',
  'disk-full',
  'failed',
] as const;

/** Most bytes of a book, and of a piece of it. */
export const bookBytes = 400 * 1024 ** 2;
export const pieceBytes = 1024 ** 2;

/** A book on its way into the library. */
export const uploadSchema = z.strictObject({
  id: idSchema,
  fileName: z.string(),
  sizeBytes: z.int().positive(),
  modifiedAt: momentSchema,
  /** How much of it is kept: the next piece begins here. */
  receivedBytes: z.int().nonnegative(),
  state: z.enum(uploadStates),
  reason: z.enum(uploadReasons).nullable(),
  /** The page that is being read, and how many there are; 0 before that is known. */
  page: z.int().nonnegative(),
  pageCount: z.int().nonnegative(),
  /** The book that it became; with `known` the one that is there already. */
  book: z.strictObject({ id: idSchema, title: z.string() }).nullable(),
  createdAt: momentSchema,
});

const reply = json(uploadSchema);

/** Books that teachers bring: sent in pieces, read one after another in a process of its own. */
export const uploadOperations = {
  'GET /api/uploads': {
    summary: 'Books on their way into the library: the own ones, for an administrator all',
    callers: bookKeepers,
    reply: json(z.strictObject({ uploads: z.array(uploadSchema) })),
  },
  'POST /api/uploads': {
    summary: 'Announce a book; the same file announced again goes on where it stopped',
    callers: bookKeepers,
    body: z.strictObject({
      clientId: clientIdSchema,
      fileName: z.string().min(1).max(500),
      sizeBytes: z.int().positive(),
      modifiedAt: momentSchema,
      details: bookDetailsSchema.partial().default({}),
    }),
    reply,
  },
  'PUT /api/uploads/:id/bytes': {
    summary:
      'The next piece. One that does not begin at `receivedBytes` is not taken; the answer says where to go on',
    callers: bookKeepers,
    query: z.strictObject({ offset: z.coerce.number().int().min(0) }),
    bytes: pieceBytes,
    reply,
  },
  'POST /api/uploads/:id/again': {
    summary: 'Read a refused book once more: after text recognition was installed, or space made',
    callers: bookKeepers,
    body: emptyBody,
    reply,
  },
  'DELETE /api/uploads/:id': {
    summary: 'Stop and forget; a book that was added stays',
    callers: bookKeepers,
    reply: nothing,
  },
} as const satisfies Operations;
