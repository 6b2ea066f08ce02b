import { z } from 'zod';
import { file, json, type Operations, people } from './operation.ts';
import { idSchema } from './shared.ts';

/** Whether a teacher has looked at an article. Pupils are not shown hidden ones. */
export const reviewStates = ['unchecked', 'checked', 'hidden'] as const;

/** A book as the page shows it. What nobody filled in is empty or null. */
export const bookSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  edition: z.string(),
  subject: z.string(),
  grade: z.int().nullable(),
  language: z.string(),
  /** SPDX name or a sentence. */
  licence: z.string(),
  fileName: z.string(),
  /** `starter`: came with Soro. */
  origin: z.enum(['starter', 'added']),
  pageCount: z.int().nonnegative(),
  /** The original can be opened. */
  hasFile: z.boolean(),
});

export const bookSectionSchema = z.strictObject({
  /** Headings, outermost first. */
  section: z.array(z.string()),
  /** Its first page's place in the book, from 1. */
  page: z.int().positive(),
  printedPage: z.string(),
  review: z.enum(reviewStates),
});

export const bookPageSchema = z.strictObject({
  /** Place in the book, from 1. */
  number: z.int().positive(),
  pdfPage: z.int().positive().nullable(),
  printedPage: z.string(),
  section: z.array(z.string()),
  /** What citations are offsets into. */
  text: z.string(),
  /** Null for a page of a file, which nobody reviews by itself. */
  review: z.enum(reviewStates).nullable(),
  /** The next page that may be read before and after this one. */
  previous: z.int().positive().nullable(),
  next: z.int().positive().nullable(),
});

/** Books that answers quote. A pupil sees those of the own class. */
export const bookOperations = {
  'GET /api/books': {
    summary: 'The books, by subject, grade and title; a pupil sees those of the class',
    callers: people,
    query: z.strictObject({
      subject: z.string().min(1).max(100).optional(),
      grade: z.coerce.number().int().min(1).max(11).optional(),
    }),
    reply: json(z.strictObject({ books: z.array(bookSchema) })),
  },
  'GET /api/books/:id': {
    summary: 'A book with its sections',
    callers: people,
    reply: json(z.strictObject({ book: bookSchema, sections: z.array(bookSectionSchema) })),
  },
  'GET /api/books/:id/pages/:number': {
    summary: "A page's text",
    callers: people,
    reply: json(z.strictObject({ book: bookSchema, page: bookPageSchema })),
  },
  'GET /api/books/:id/file': {
    summary: 'The original file: a PDF is shown, anything else is kept',
    callers: people,
    reply: file('application/octet-stream'),
  },
} as const satisfies Operations;
