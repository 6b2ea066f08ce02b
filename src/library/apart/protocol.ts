import { z } from 'zod';
import { refusalReasons } from '../refusal.ts';

const detailsSchema = z.strictObject({
  title: z.string().optional(),
  authors: z.array(z.string()).optional(),
  year: z.int().nullable().optional(),
  edition: z.string().optional(),
  subject: z.string().optional(),
  grade: z.int().nullable().optional(),
  language: z.string().optional(),
  licence: z.string().optional(),
});

/** What the child that changes a library is asked, in one line; the library is the one of a data folder. */
export const changeRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('add'),
    folder: z.string(),
    path: z.string(),
    fileName: z.string(),
    details: detailsSchema,
  }),
  z.strictObject({ type: z.literal('remove'), folder: z.string(), bookId: z.string() }),
]);

export type ChangeRequest = z.output<typeof changeRequestSchema>;

/** What the child says, in JSON lines: how far it is, then how it ended. */
export const changeEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), page: z.int(), total: z.int() }),
  /** Every page is read; from here on the library is being written. */
  z.strictObject({ type: z.literal('indexing') }),
  z.strictObject({ type: z.literal('added'), bookId: z.string(), losses: z.array(z.string()) }),
  z.strictObject({ type: z.literal('removed'), found: z.boolean() }),
  z.strictObject({
    type: z.literal('refused'),
    reason: z.enum(refusalReasons),
    message: z.string(),
    remedy: z.string(),
    bookId: z.string().optional(),
  }),
  /** The machine's fault, not the book's. */
  z.strictObject({
    type: z.literal('failed'),
    isDiskFull: z.boolean(),
    message: z.string(),
    remedy: z.string(),
  }),
]);

export type ChangeEvent = z.output<typeof changeEventSchema>;
