import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AddedBook, type AddOptions, addBook, originalPath } from './add-book.ts';
import { changeApart } from './apart/change-apart.ts';
import { type EvidenceOptions, findEvidence } from './evidence/find-evidence.ts';
import { searchPages } from './search/search-pages.ts';
import { installStarter } from './starter/install.ts';
import {
  deleteBook,
  type StoredArticle,
  selectArticle,
  selectBook,
  selectBooks,
  selectPage,
  selectSections,
  updateDetails,
} from './store/books.ts';
import { openDatabase } from './store/database.ts';
import { type Review, reviewArticle } from './store/reviews.ts';
import type {
  Book,
  Evidence,
  GivenDetails,
  LibraryScope,
  Page,
  PageHit,
  Quote,
  ReviewState,
} from './types.ts';

/** A section of a book with its first page. */
export interface BookSection {
  readonly section: readonly string[];
  /** {@link Page.number}. */
  readonly page: number;
  readonly printedPage: string;
  /** Articles have grades of their own. */
  readonly grade: number | null;
  readonly review: ReviewState;
}

/** Books, their pages and an index over them. Calls that read are synchronous: SQLite answers in milliseconds. */
export interface Library {
  readonly file: string;
  /** By subject, grade and title. */
  books(scope?: LibraryScope): Book[];
  book(id: string): Book | undefined;
  /** A page by its place in the book, from 1. */
  page(bookId: string, number: number): Page | undefined;
  /** Table of contents: each section's first page. */
  sections(bookId: string): BookSection[];
  /** The article that a page is, with its questions, summary, terms and state of review. */
  article(bookId: string, page: number): StoredArticle | undefined;
  /** The words of a quote; undefined when its page is gone. */
  quoteText(quote: Quote): string | undefined;
  /** Where the original file of a book lies; undefined for articles. The file may have been removed by hand. */
  originalFile(bookId: string): string | undefined;
  add(path: string, options?: AddOptions): Promise<AddedBook>;
  /** The same in a process of its own: indexing a textbook takes seconds. */
  addApart(path: string, options?: AddOptions): Promise<AddedBook>;
  /** Returns whether there was such a book. */
  remove(id: string): boolean;
  /** The same in a process of its own. */
  removeApart(id: string): Promise<boolean>;
  /** Changes what is known of a book. Returns whether there was such a book. */
  describe(id: string, details: GivenDetails): boolean;
  review(bookId: string, page: number, review: Review): void;
  search(query: string, options?: EvidenceOptions): PageHit[];
  findEvidence(question: string, options?: EvidenceOptions): Evidence;
  close(): void;
}

export interface OpenOptions {
  /** Whether the starter library is put in when it is not there (default: true). */
  readonly starter?: boolean;
}

/**
 * Opens the library of a data folder, made when absent: `library.sqlite`, and the originals of its books in `books/`.
 * At the first opening the starter library is installed, which takes about a second.
 */
export function openLibrary(folder: string, { starter = true }: OpenOptions = {}): Library {
  const inMemory = folder === ':memory:';
  const database = openDatabase(inMemory ? folder : join(folder, 'library.sqlite'));
  const originals = inMemory ? undefined : join(folder, 'books');
  if (starter) installStarter(database, Date.now());
  const library: Library = {
    file: database.file,
    books: (scope) => selectBooks(database, scope),
    book: (id) => selectBook(database, id),
    page: (bookId, number) => selectPage(database, bookId, number),
    sections: (bookId) => selectSections(database, bookId),
    article: (bookId, page) => selectArticle(database, bookId, page),
    quoteText: ({ bookId, page, start, end }) => selectPage(database, bookId, page)?.text.slice(start, end),
    originalFile(bookId) {
      const book = selectBook(database, bookId);
      if (!book || book.format === 'articles' || originals === undefined) return undefined;
      return originalPath(originals, book.sha256, book.fileName);
    },
    add: (path, options = {}) => addBook(database, path, originals, options),
    async addApart(path, options = {}) {
      if (inMemory) return library.add(path, options);
      const { signal, onPage, onIndexing, fileName = path, limits: _limits, ...details } = options;
      const request = { type: 'add', folder, path, fileName, details: toMutable(details) } as const;
      const outcome = await changeApart(request, { signal, onPage, onIndexing });
      const book = outcome.type === 'added' ? library.book(outcome.bookId) : undefined;
      if (outcome.type !== 'added' || !book) throw new Error('The book that was just added is not there.');
      return { book, losses: outcome.losses };
    },
    remove(id) {
      const book = selectBook(database, id);
      if (!book) return false;
      database.transaction(() => {
        deleteBook(database, id);
        if (book.origin === 'starter') {
          database.run('INSERT OR IGNORE INTO removed_starter_books VALUES (:title)', { title: book.title });
        }
      });
      if (originals !== undefined && book.format === 'file') {
        rmSync(originalPath(originals, book.sha256, book.fileName), { force: true });
      }
      return true;
    },
    async removeApart(bookId) {
      if (inMemory) return library.remove(bookId);
      const outcome = await changeApart({ type: 'remove', folder, bookId }, {});
      return outcome.type === 'removed' && outcome.found;
    },
    describe: (id, details) => updateDetails(database, id, details),
    review: (bookId, page, review) => reviewArticle(database, bookId, page, review, Date.now()),
    search: (query, options) => searchPages(database, query, options),
    findEvidence: (question, options) => findEvidence(database, question, options),
    close: () => database.close(),
  };
  return library;
}

function toMutable({ authors, ...details }: GivenDetails) {
  return { ...details, ...(authors && { authors: [...authors] }) };
}
