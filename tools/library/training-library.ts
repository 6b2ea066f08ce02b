import { join } from 'node:path';
import { sha256 } from '../../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../../src/core/configuration.ts';
import { readText } from '../../src/core/files.ts';
import { readJsonLinesFile } from '../../src/core/json-lines.ts';
import { type Article, articleSchema } from '../../src/library/article.ts';
import { insertBook } from '../../src/library/store/books.ts';
import type { LibraryDatabase } from '../../src/library/store/database.ts';
import type { NewPage } from '../../src/library/store/new-book.ts';
import { hashOf } from './split.ts';

/** The articles of `data/lessons`. */
export async function readLessons(): Promise<Article[]> {
  return Array.fromAsync(
    readJsonLinesFile(join(sharedFolder(), 'data/lessons/articles.jsonl'), articleSchema),
  );
}

/**
 * Fills a library to train with: all articles, and pages of the explanatory dictionary as distractors. Every other
 * article is there as pages of a book would be, without summary and terms: the ranker must not rely on them.
 */
export async function fillTrainingLibrary(
  database: LibraryDatabase,
  articles: readonly Article[],
): Promise<void> {
  const pages = articles.map((article) => articlePage(article, hashOf(`aids ${article.id}`) % 2 === 0));
  insert(database, 'lessons', pages);
  const lines = (await readText(join(sharedFolder(), 'data/text/open/explanatory-dictionary.txt'))).split(
    '\n',
  );
  const chosen = lines.filter((line) => hashOf(line) % 8 === 0);
  const distractors: NewPage[] = [];
  for (let at = 0; at < chosen.length; at += 12) {
    const text = chosen.slice(at, at + 12).join('\n');
    if (text.trim() !== '') distractors.push({ pdfPage: null, printedPage: '', section: [], text });
  }
  insert(database, 'dictionary', distractors);
}

/** The page of an article, as the library stores it; without its aids it is an ordinary page. */
export function articlePage(article: Article, withAids: boolean): NewPage {
  const { summary: _summary, simple: _simple, terms: _terms, ...bare } = article;
  return {
    pdfPage: null,
    printedPage: '',
    section: [article.title],
    text: article.text.join('\n\n'),
    article: withAids ? article : { ...bare, summary: '', simple: '', terms: [] },
  };
}

/** Puts pages into a library as one book. */
export function insert(database: LibraryDatabase, title: string, pages: readonly NewPage[]): void {
  const details = {
    authors: [],
    year: null,
    edition: '',
    subject: '',
    grade: null,
    language: 'tg',
    licence: '',
  };
  const kind = { origin: 'added', format: 'file' } as const;
  insertBook(database, { ...details, ...kind, title, sha256: sha256(title), fileName: title, pages }, 0);
}
