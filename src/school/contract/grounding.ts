import { z } from 'zod';

/** What an answer rests on: a tool, a book, passages that may say it, nothing found, the model's own words. */
export const groundingKinds = ['computed', 'book', 'passages', 'none', 'own'] as const;

const spanSchema = z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative() });

/** A place in a book that an answer quotes; offsets are UTF-16 units of the page's text. */
export const citationSchema = z.strictObject({
  /** The number in brackets at which the answer names it. */
  number: z.int().positive(),
  book: z.strictObject({ id: z.string(), title: z.string(), fileName: z.string() }),
  /** Headings above the quote, outermost first. */
  section: z.array(z.string()),
  /** Number of the page in the book, from 1. */
  page: z.int().positive(),
  /** Page of the PDF, from 1. */
  pdfPage: z.int().positive().nullable(),
  /** What is printed on the page; empty when nothing is. */
  printedPage: z.string(),
  ...spanSchema.shape,
  quote: z.string(),
  /** The words of the quote that answer, as offsets into the page. */
  highlights: z.array(spanSchema),
});

/** What an answer rests on, with its citations. */
export const groundingSchema = z.strictObject({
  kind: z.enum(groundingKinds),
  /** How the question was understood, where that is not what was typed. */
  understood: z.string().optional(),
  /** With `own`: the model wrote it. False for what Soro says of itself. */
  isModel: z.boolean().optional(),
  /** The tool that computed the answer. */
  tool: z.string().optional(),
  citations: z.array(citationSchema),
});
