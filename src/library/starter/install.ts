import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Article, articleSchema } from '../article.ts';
import { pageOfArticle } from '../reading/read-articles.ts';
import { deleteBook, insertBook } from '../store/books.ts';
import type { LibraryDatabase } from '../store/database.ts';
import type { NewBook } from '../store/new-book.ts';

const file = new URL('./articles.jsonl.zst', import.meta.url);
/** What every book of the starter library states of itself. */
const authors = ['Ёрдамчии зеҳни сунъӣ'];
const edition = 'Навиштаи модели зеҳни сунъӣ, аз ҷониби муаллим ҳанӯз санҷида нашудааст';

/**
 * Puts the articles that come with Soro into a library that does not hold them yet: a book a subject. A later edition
 * takes the place of an earlier one; what teachers decided about its articles stays, and so does what they corrected.
 * Books that the school removed do not come back.
 */
export function installStarter(database: LibraryDatabase, now: number): void {
  const packed = readFileSync(file);
  const hash = sha256(packed);
  if (database.get('SELECT 1 FROM starter WHERE sha256 = :hash', { hash })) return;
  const articles = readStarter(packed);
  database.transaction(() => {
    // Another process may have installed it while this one waited for the lock.
    if (database.get('SELECT 1 FROM starter WHERE sha256 = :hash', { hash })) return;
    const reviews = keepReviews(database);
    for (const { id } of database.all<{ id: string }>("SELECT id FROM books WHERE origin = 'starter'")) {
      deleteBook(database, id);
    }
    const removed = new Set(
      database.all<{ title: string }>('SELECT title FROM removed_starter_books').map(({ title }) => title),
    );
    for (const [subject, own] of Map.groupBy(articles, (article) => article.subject)) {
      const book = starterBook(
        subject,
        own.map((article) => reviews.get(article.id)?.corrected ?? article),
      );
      if (!removed.has(book.title)) insertBook(database, book, now);
    }
    for (const [key, { review, note, reviewedAt, corrected }] of reviews) {
      database.run(
        `UPDATE pages SET review = :review, review_note = :note, reviewed_at = :reviewedAt, corrected = :corrected
         WHERE article_key = :key AND book_number IN (SELECT number FROM books WHERE origin = 'starter')`,
        { key, review, note, reviewedAt, corrected: corrected ? 1 : 0 },
      );
    }
    database.run('DELETE FROM starter');
    database.run('INSERT INTO starter VALUES (:hash)', { hash });
  });
}

function starterBook(subject: string, articles: readonly Article[]): NewBook {
  const sorted = [...articles].sort(
    (one, other) => (one.grade ?? 0) - (other.grade ?? 0) || (one.id < other.id ? -1 : 1),
  );
  return {
    title: `Донишномаи мактабӣ: ${subject}`,
    authors,
    year: 2026,
    edition,
    subject,
    grade: null,
    language: 'tg',
    licence: 'CC0-1.0',
    sha256: sha256(sorted.map((article) => JSON.stringify(article)).join('\n')),
    fileName: '',
    origin: 'starter',
    format: 'articles',
    pages: sorted.map((article, index) => ({ ...pageOfArticle(article), printedPage: String(index + 1) })),
  };
}

function readStarter(packed: Uint8Array): Article[] {
  const source = {
    file: fileURLToPath(file),
    family: 'corrupt',
    remedy: 'Restore the file from the repository.',
  } as const;
  return zstdDecompressSync(packed)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseWith(articleSchema, parseJson(line, source), source));
}

interface KeptReview {
  readonly review: string;
  readonly note: string;
  readonly reviewedAt: number | null;
  readonly corrected: Article | undefined;
}

function keepReviews(database: LibraryDatabase): Map<string, KeptReview> {
  const rows = database.all<{
    key: string;
    review: string;
    note: string;
    reviewed_at: number | null;
    corrected: number;
    article: Uint8Array;
  }>(
    `SELECT article_key AS key, review, review_note AS note, reviewed_at, corrected, article FROM pages
     JOIN books ON books.number = pages.book_number
     WHERE origin = 'starter' AND (review <> 'unchecked' OR corrected = 1)`,
  );
  const source = { file: database.file, family: 'corrupt' } as const;
  return new Map(
    rows.map(({ key, review, note, reviewed_at: reviewedAt, corrected, article }) => [
      key,
      {
        review,
        note,
        reviewedAt,
        corrected:
          corrected === 1
            ? parseWith(
                articleSchema,
                parseJson(zstdDecompressSync(article).toString('utf8'), source),
                source,
              )
            : undefined,
      },
    ]),
  );
}
