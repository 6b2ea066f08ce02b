import { BadInputError } from '../../core/errors.ts';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { type Article, articleSchema, articleText } from '../article.ts';
import type { NewPage } from '../store/new-book.ts';

const mostArticles = 20_000;

/**
 * Reads a file of articles, a JSON line each.
 * @throws BadInputError naming line and key, and when two articles have one id.
 */
export async function readArticles(path: string): Promise<Article[]> {
  const articles = new Map<string, Article>();
  for await (const article of readJsonLinesFile(path, articleSchema)) {
    const isTwice = articles.has(article.id);
    if (isTwice || articles.size >= mostArticles) {
      throw new BadInputError({
        message: isTwice
          ? `Two articles have the id "${article.id}".`
          : `There are more than ${mostArticles} articles.`,
        file: path,
        remedy: isTwice ? 'Give each its own.' : 'Split the file.',
      });
    }
    articles.set(article.id, article);
  }
  return [...articles.values()];
}

/** An article as the page of a book. */
export function pageOfArticle(article: Article): NewPage {
  return { pdfPage: null, printedPage: '', section: [article.title], text: articleText(article), article };
}
