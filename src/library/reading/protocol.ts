import { z } from 'zod';
import { refusalReasons } from '../refusal.ts';

/** What the child that reads a file is asked. */
export const readRequestSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  /** Where the pages of a PDF are kept while it is read. */
  keptPages: z.string().optional(),
});

/** A page as the child found it. */
const readPageSchema = z.strictObject({
  pdfPage: z.int().nullable(),
  printedPage: z.string(),
  section: z.array(z.string()),
  text: z.string(),
});

export type ReadPage = z.output<typeof readPageSchema>;

/** What the child says: how far it is, then the pages or why there are none. */
export const readAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), page: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('pages'), pages: z.array(readPageSchema) }),
  z.strictObject({
    type: z.literal('end'),
    title: z.string(),
    /** What of the file was lost. */
    losses: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('reject'),
    reason: z.enum(refusalReasons),
    message: z.string(),
    remedy: z.string(),
  }),
]);

export type ReadAnswer = z.output<typeof readAnswerSchema>;
