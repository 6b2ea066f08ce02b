import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { readJsonLinesFile } from '../../core/json-lines.ts';

const questionSchema = z.looseObject({
  question: z.string(),
  answer: z.string(),
  /** A sentence that is in the text word for word. */
  evidence: z.string(),
  /** The question as a pupil types it. */
  typed: z.string(),
});

const articleSchema = z.looseObject({
  id: z.string(),
  subject: z.string(),
  grade: z.int(),
  title: z.string(),
  text: z.array(z.string()).min(1),
  summary: z.string(),
  simple: z.string(),
  terms: z.array(z.looseObject({ term: z.string(), definition: z.string() })),
  questions: z.array(questionSchema),
  unanswerable: z.array(z.string()),
  dialogue: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.string() })),
});

/** A school article with its questions (`data/lessons/articles.jsonl` of the shared data). */
export type SchoolArticle = z.output<typeof articleSchema>;

/**
 * The part of the lessons an article belongs to, by the first byte of its id's SHA-256: a tenth is kept to test on, a
 * tenth to tune on, the rest is for training. Everything that learns from the lessons uses this split.
 */
export function lessonSplit(articleId: string): 'train' | 'development' | 'test' {
  const first = Number.parseInt(sha256(articleId).slice(0, 2), 16);
  if (first < 26) return 'test';
  return first < 52 ? 'development' : 'train';
}

/** The articles of one part of the lessons, in the order of the file. */
export async function* readArticles(
  file: string,
  split: ReturnType<typeof lessonSplit>,
): AsyncGenerator<SchoolArticle> {
  for await (const article of readJsonLinesFile(file, articleSchema)) {
    if (lessonSplit(article.id) === split) yield article;
  }
}
