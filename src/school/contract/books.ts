import { z } from 'zod';
import { nameText, plainText } from './names/names.ts';
import { bookKeepers, file, json, nothing, type Operations, people } from './operation.ts';
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
  /** Its pages are articles, which teachers review. */
  hasArticles: z.boolean(),
  /** The original can be opened. */
  hasFile: z.boolean(),
});

/** What a person says of a book. */
export const bookDetailsSchema = z.strictObject({
  title: nameText(300),
  authors: z.array(nameText(120)).max(20),
  year: z.int().min(800).max(2200).nullable(),
  edition: plainText(0, 200),
  subject: plainText(0, 60),
  grade: z.int().min(1).max(11).nullable(),
  licence: plainText(0, 300),
});

export const bookSectionSchema = z.strictObject({
  /** Headings, outermost first. */
  section: z.array(z.string()),
  /** Its first page's place in the book, from 1. */
  page: z.int().positive(),
  printedPage: z.string(),
  /** Articles have grades of their own. */
  grade: z.int().nullable(),
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
  /** A teacher changed the article. */
  isCorrected: z.boolean(),
  /** What the teacher noted; empty for pupils. */
  note: z.string(),
  /** The next page that may be read before and after this one. */
  previous: z.int().positive().nullable(),
  next: z.int().positive().nullable(),
});

const pageReply = json(z.strictObject({ book: bookSchema, page: bookPageSchema }));

/** What of an article a teacher may correct. */
export const articleSchema = z.strictObject({
  title: nameText(300),
  /** Paragraphs, a blank line between. */
  text: plainText(1, 20_000),
  summary: plainText(0, 4000),
  /** For a younger child. */
  simple: plainText(0, 8000),
  terms: z.array(z.strictObject({ term: plainText(1, 200), definition: plainText(1, 1000) })).max(60),
  /** Answers that are given as they stand; one whose question is left out is given no more. */
  answers: z.array(z.strictObject({ question: plainText(1, 500), answer: plainText(1, 2000) })).max(60),
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
    reply: pageReply,
  },
  'PATCH /api/books/:id': {
    summary: 'Change what is known of a book',
    callers: bookKeepers,
    body: bookDetailsSchema.partial(),
    reply: json(z.strictObject({ book: bookSchema })),
  },
  'DELETE /api/books/:id': {
    summary: 'Remove a book; one that came with Soro only by the administrator',
    callers: bookKeepers,
    reply: nothing,
  },
  'PUT /api/books/:id/pages/:number/review': {
    summary: 'Say that an article is right, or hide it: it is never quoted again',
    callers: bookKeepers,
    body: z.strictObject({ state: z.enum(reviewStates), note: plainText(0, 1000).default('') }),
    reply: pageReply,
  },
  'GET /api/books/:id/pages/:number/article': {
    summary: 'An article with what is quoted of it beside its text',
    callers: bookKeepers,
    reply: json(z.strictObject({ article: articleSchema })),
  },
  'PUT /api/books/:id/pages/:number/article': {
    summary: 'Correct an article; from then on it counts as checked',
    callers: bookKeepers,
    body: z.strictObject({ article: articleSchema }),
    reply: pageReply,
  },
  'GET /api/books/:id/file': {
    summary: 'The original file: a PDF is shown, anything else is kept',
    callers: people,
    reply: file('application/octet-stream'),
  },
} as const satisfies Operations;
