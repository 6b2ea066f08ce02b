import { z } from 'zod';

const text = z.string().min(1);

/** A question of an article with the sentence of its text that answers it. */
const questionSchema = z.strictObject({
  question: text,
  answer: text,
  /** Is verbatim in the text. */
  evidence: text,
  /** As a pupil types it. */
  typed: z.string().default(''),
});

/**
 * A school article, one JSON line. Only `id`, `title` and `text` are needed; what is made for practice (`items`,
 * `dialogue`, `unanswerable`) is read by others and kept as it is.
 */
export const articleSchema = z.strictObject({
  id: text.max(200),
  subject: z.string().default(''),
  grade: z.int().min(1).max(11).nullable().default(null),
  title: text.max(500),
  /** Paragraphs. */
  text: z.array(text).min(1),
  summary: z.string().default(''),
  /** For a younger child. */
  simple: z.string().default(''),
  terms: z.array(z.strictObject({ term: text, definition: text })).default([]),
  questions: z.array(questionSchema).default([]),
  unanswerable: z.array(z.string()).default([]),
  items: z.array(z.json()).default([]),
  dialogue: z.array(z.json()).default([]),
});

export type Article = z.output<typeof articleSchema>;

/** The text of an article's page: its paragraphs, a blank line between. */
export function articleText(article: Article): string {
  return article.text.join('\n\n');
}
