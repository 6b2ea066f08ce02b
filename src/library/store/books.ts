import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Article, articleSchema } from '../article.ts';
import type { Book, GivenDetails, LibraryScope, Page, ReviewState } from '../types.ts';
import type { LibraryDatabase } from './database.ts';
import type { NewBook } from './new-book.ts';
import { indexPage, unindexPage } from './page-index.ts';

interface BookRow {
  readonly id: string;
  readonly sha256: string;
  readonly title: string;
  readonly authors: string;
  readonly year: number | null;
  readonly edition: string;
  readonly subject: string;
  readonly grade: number | null;
  readonly language: string;
  readonly licence: string;
  readonly file_name: string;
  readonly origin: Book['origin'];
  readonly format: Book['format'];
  readonly page_count: number;
  readonly added_at: number;
}

const listSchema = z.array(z.string());
const bookColumns =
  'id, sha256, title, authors, year, edition, subject, grade, language, licence, file_name, origin, format, page_count, added_at';

/** Puts a book and its index into the library; all of it or nothing. */
export function insertBook(database: LibraryDatabase, book: NewBook, now: number): void {
  database.transaction(() => {
    const { inserted: bookNumber } = database.run(
      `INSERT INTO books (${bookColumns}) VALUES (:id, :sha256, :title, :authors, :year, :edition, :subject, :grade,
         :language, :licence, :fileName, :origin, :format, :pageCount, :now)`,
      {
        id: bookId(book.sha256),
        sha256: book.sha256,
        title: book.title,
        authors: JSON.stringify(book.authors),
        year: book.year,
        edition: book.edition,
        subject: book.subject,
        grade: book.grade,
        language: book.language,
        licence: book.licence,
        fileName: book.fileName,
        origin: book.origin,
        format: book.format,
        pageCount: book.pages.length,
        now,
      },
    );
    for (const [index, page] of book.pages.entries()) {
      const { inserted: number } = database.run(
        `INSERT INTO pages (book_number, place, pdf_page, printed_page, section, text, grade, article_key, article)
         VALUES (:bookNumber, :place, :pdfPage, :printedPage, :section, :text, :grade, :articleKey, :article)`,
        {
          bookNumber,
          place: index + 1,
          pdfPage: page.pdfPage,
          printedPage: page.printedPage,
          section: JSON.stringify(page.section),
          text: zstdCompressSync(page.text),
          grade: page.article?.grade ?? book.grade,
          articleKey: page.article?.id ?? '',
          article: page.article ? zstdCompressSync(JSON.stringify(page.article)) : null,
        },
      );
      indexPage(database, number, page);
    }
  });
}

/** Takes a book and what the index holds of it out. Returns whether there was one. */
export function deleteBook(database: LibraryDatabase, id: string): boolean {
  return database.transaction(() => {
    const book = database.get<{ number: number }>('SELECT number FROM books WHERE id = :id', { id });
    if (!book) return false;
    const pages = database.all<{ number: number; text: Uint8Array }>(
      'SELECT number, text FROM pages WHERE book_number = :book',
      { book: book.number },
    );
    for (const { number, text } of pages) unindexPage(database, number, unpack(text));
    database.run('DELETE FROM books WHERE number = :number', { number: book.number });
    return true;
  });
}

/** Changes what is known of a book; what is left out stays. Returns whether there was such a book. */
export function updateDetails(database: LibraryDatabase, id: string, details: GivenDetails): boolean {
  return database.transaction(() => {
    const known = selectBook(database, id);
    if (!known) return false;
    const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
    const { title, authors, year, edition, subject, grade, language, licence }: Book = { ...known, ...given };
    database.run(
      `UPDATE books SET title = :title, authors = :authors, year = :year, edition = :edition, subject = :subject,
         grade = :grade, language = :language, licence = :licence WHERE id = :id`,
      { id, title, authors: JSON.stringify(authors), year, edition, subject, grade, language, licence },
    );
    // Articles have grades of their own.
    database.run(
      `UPDATE pages SET grade = :grade WHERE article IS NULL
         AND book_number = (SELECT number FROM books WHERE id = :id)`,
      { id, grade },
    );
    return true;
  });
}

/** Books of a scope, by subject, grade and title. */
export function selectBooks(database: LibraryDatabase, scope: LibraryScope = {}): Book[] {
  const { where, parameters } = scopeCondition(scope);
  return database
    .all<BookRow>(
      `SELECT ${bookColumns} FROM books WHERE number IN (SELECT book_number FROM pages JOIN books ON
         books.number = pages.book_number WHERE ${where}) ORDER BY subject, grade, title`,
      parameters,
    )
    .map(toBook);
}

/** One book, or undefined. */
export function selectBook(database: LibraryDatabase, id: string): Book | undefined {
  const row = database.get<BookRow>(`SELECT ${bookColumns} FROM books WHERE id = :id`, { id });
  return row && toBook(row);
}

interface PageRow {
  readonly number: number;
  readonly book_id: string;
  readonly place: number;
  readonly pdf_page: number | null;
  readonly printed_page: string;
  readonly section: string;
  readonly text: Uint8Array;
  readonly article_key: string;
}

const pageColumns =
  'pages.number, books.id AS book_id, place, pdf_page, printed_page, section, text, article_key';

/** A page of a book by its place, hidden ones included. */
export function selectPage(database: LibraryDatabase, bookId: string, place: number): Page | undefined {
  const row = database.get<PageRow>(
    `SELECT ${pageColumns} FROM pages JOIN books ON books.number = pages.book_number
     WHERE books.id = :bookId AND place = :place`,
    { bookId, place },
  );
  return row && toPage(row);
}

/** A page by the row of the index. */
export function selectIndexedPage(database: LibraryDatabase, number: number): Page | undefined {
  const row = database.get<PageRow>(
    `SELECT ${pageColumns} FROM pages JOIN books ON books.number = pages.book_number WHERE pages.number = :number`,
    { number },
  );
  return row && toPage(row);
}

/** The first page of each section of a book, in order: its table of contents. */
export function selectSections(
  database: LibraryDatabase,
  bookId: string,
): { section: string[]; page: number; printedPage: string; grade: number | null; review: ReviewState }[] {
  const rows = database.all<{
    section: string;
    place: number;
    printed_page: string;
    grade: number | null;
    review: ReviewState;
  }>(
    `SELECT section, place, printed_page, pages.grade, review FROM pages JOIN books ON books.number = pages.book_number
     WHERE books.id = :bookId ORDER BY place`,
    { bookId },
  );
  return rows
    .filter(({ section }, index) => section !== '[]' && section !== rows[index - 1]?.section)
    .map(({ section, place, printed_page, grade, review }) => ({
      section: readList(section),
      page: place,
      printedPage: printed_page,
      grade,
      review,
    }));
}

/** The article that a page is, with its state of review. */
export interface StoredArticle {
  readonly article: Article;
  readonly review: ReviewState;
  readonly note: string;
  readonly reviewedAt: number | null;
  /** A teacher changed it. */
  readonly isCorrected: boolean;
}

/** The article on a page, or undefined. */
export function selectArticle(
  database: LibraryDatabase,
  bookId: string,
  place: number,
): StoredArticle | undefined {
  const row = database.get<{
    article: Uint8Array | null;
    review: ReviewState;
    review_note: string;
    reviewed_at: number | null;
    corrected: number;
  }>(
    `SELECT article, review, review_note, reviewed_at, corrected FROM pages JOIN books ON books.number = pages.book_number
     WHERE books.id = :bookId AND place = :place`,
    { bookId, place },
  );
  if (!row?.article) return undefined;
  const source = { file: database.file, family: 'corrupt' } as const;
  const article = parseWith(articleSchema, parseJson(unpack(row.article), source), source);
  return {
    article,
    review: row.review,
    note: row.review_note,
    reviewedAt: row.reviewed_at,
    isCorrected: row.corrected === 1,
  };
}

/** Text of a column that is compressed. */
export function unpack(bytes: Uint8Array): string {
  return zstdDecompressSync(bytes).toString('utf8');
}

/** The identity of a book by its hash. */
export function bookId(sha256: string): string {
  return sha256.slice(0, 12);
}

/** The SQL condition of a scope over `pages` and `books`. */
export function scopeCondition(scope: LibraryScope): {
  readonly where: string;
  readonly parameters: Readonly<Record<string, string | number>>;
} {
  const parts = ["pages.review <> 'hidden'"];
  const parameters: Record<string, string | number> = {};
  if (scope.bookIds) {
    parts.push('books.id IN (SELECT value FROM json_each(:bookIds))');
    parameters.bookIds = JSON.stringify(scope.bookIds);
  }
  if (scope.subject !== undefined) {
    parts.push('books.subject = :subject');
    parameters.subject = scope.subject;
  }
  if (scope.grade !== undefined) {
    parts.push('(pages.grade = :grade OR pages.grade IS NULL)');
    parameters.grade = scope.grade;
  }
  return { where: parts.join(' AND '), parameters };
}

function toBook(row: BookRow): Book {
  const { file_name: fileName, page_count: pageCount, added_at: addedAt, authors, ...rest } = row;
  return { ...rest, authors: readList(authors), fileName, pageCount, addedAt };
}

function toPage(row: PageRow): Page {
  return {
    bookId: row.book_id,
    number: row.place,
    pdfPage: row.pdf_page,
    printedPage: row.printed_page,
    section: readList(row.section),
    text: unpack(row.text),
    articleKey: row.article_key,
  };
}

function readList(json: string): string[] {
  return parseWith(listSchema, parseJson(json, { family: 'corrupt' }), { family: 'corrupt' });
}
