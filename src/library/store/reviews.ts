import { zstdCompressSync } from 'node:zlib';
import { BadInputError } from '../../core/errors.ts';
import { type Article, articleText } from '../article.ts';
import type { ReviewState } from '../types.ts';
import { unpack } from './books.ts';
import type { LibraryDatabase } from './database.ts';
import { indexPage, unindexPage } from './page-index.ts';

/** What a teacher decided about an article. */
export interface Review {
  readonly state: ReviewState;
  readonly note?: string;
  /** The article as the teacher corrected it; its id must stay. */
  readonly corrected?: Article;
}

interface ReviewedRow {
  readonly number: number;
  readonly article_key: string;
  readonly text: Uint8Array;
}

/**
 * Records a teacher's decision about the article on a page. A hidden article is found by nobody; a corrected one is
 * indexed again.
 * @throws BadInputError when the page is no article, or the correction is of another one.
 */
export function reviewArticle(
  database: LibraryDatabase,
  bookId: string,
  place: number,
  { state, note = '', corrected }: Review,
  now: number,
): void {
  database.transaction(() => {
    const row = database.get<ReviewedRow>(
      `SELECT pages.number, article_key, text FROM pages JOIN books ON books.number = pages.book_number
       WHERE books.id = :bookId AND place = :place AND article_key <> ''`,
      { bookId, place },
    );
    if (!row || (corrected && corrected.id !== row.article_key)) {
      throw new BadInputError({
        message: row
          ? `The correction is of the article "${corrected?.id}".`
          : 'There is no article on this page.',
        file: bookId,
        place: `page ${place}`,
        remedy: 'Only articles are reviewed; a correction keeps the id of its article.',
      });
    }
    database.run(
      'UPDATE pages SET review = :state, review_note = :note, reviewed_at = :now WHERE number = :number',
      { state, note, now, number: row.number },
    );
    if (corrected) replaceArticle(database, row, corrected);
  });
}

function replaceArticle(database: LibraryDatabase, row: ReviewedRow, article: Article): void {
  const text = articleText(article);
  const section = [article.title];
  unindexPage(database, row.number, unpack(row.text));
  database.run(
    `UPDATE pages SET text = :text, article = :article, section = :section, grade = :grade, corrected = 1
     WHERE number = :number`,
    {
      number: row.number,
      text: zstdCompressSync(text),
      article: zstdCompressSync(JSON.stringify(article)),
      section: JSON.stringify(section),
      grade: article.grade,
    },
  );
  indexPage(database, row.number, { pdfPage: null, printedPage: '', section, text, article });
}
