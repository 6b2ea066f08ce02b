import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Book } from '../../../library/index.ts';
import { articleOf, articleView, correctedArticle } from '../../books/articles.ts';
import { bookOf, listBooks, pageOf, sectionsOf } from '../../books/visible-books.ts';
import type { bookOperations } from '../../contract/books.ts';
import { audit } from '../../people/audit.ts';
import type { School } from '../../school.ts';
import { notAllowed, notFound } from '../../school-error.ts';
import type { Call, Handlers } from '../call.ts';
import { serveBookFile } from '../replies/serve-file.ts';

/** Books: to browse, to read, to open the original; for teachers to describe, check and correct. */
export const bookHandlers: Handlers<typeof bookOperations> = {
  'GET /api/books': ({ school, me, query }) => ({
    json: { books: listBooks(school, me, query).map((book) => bookView(school, book)) },
  }),

  'GET /api/books/:id': ({ school, me, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    return { json: { book: bookView(school, book), sections: sectionsOf(school, me, book) } };
  },

  'GET /api/books/:id/pages/:number': (call) => ({ json: pageReply(call) }),

  'PATCH /api/books/:id': async ({ school, books, me, body, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    await books.alone(() => school.library.describe(book.id, body));
    audit(school, me, 'book-changed', book.id, book.title);
    return { json: { book: bookView(school, bookOf(school, me, book.id)) } };
  },

  'DELETE /api/books/:id': async ({ school, books, me, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    if (book.origin === 'starter' && me.role === 'teacher') {
      throw notAllowed('A book that came with Soro is removed by the administrator.');
    }
    await books.remove(book);
    audit(school, me, 'book-removed', book.id, book.title);
    return undefined;
  },

  'PUT /api/books/:id/pages/:number/review': async (call) => {
    const { school, books, me, body } = call;
    const { book, number } = placeOf(call);
    const { title } = articleOf(school, book.id, number);
    await books.alone(() => school.library.review(book.id, number, body));
    audit(school, me, reviewActions[body.state], book.id, title);
    return { json: pageReply(call) };
  },

  'GET /api/books/:id/pages/:number/article': (call) => {
    const { book, number } = placeOf(call);
    return { json: { article: articleView(articleOf(call.school, book.id, number)) } };
  },

  'PUT /api/books/:id/pages/:number/article': async (call) => {
    const { school, books, me, body } = call;
    const { book, number } = placeOf(call);
    const corrected = correctedArticle(articleOf(school, book.id, number), body.article);
    await books.alone(() => school.library.review(book.id, number, { state: 'checked', corrected }));
    audit(school, me, 'article-corrected', book.id, corrected.title);
    return { json: pageReply(call) };
  },

  'GET /api/books/:id/file': async ({ school, me, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    const path = school.library.originalFile(book.id);
    // The file may have been removed by hand.
    const file = path === undefined ? undefined : await open(path).catch(() => undefined);
    if (!file) throw notFound('file of this book');
    return serveBookFile(file, basename(book.fileName));
  },
};

const reviewActions = {
  checked: 'article-checked',
  hidden: 'article-hidden',
  unchecked: 'article-shown',
} as const;

type PageCall = Pick<Call, 'school' | 'me' | 'parameter'>;

/** The page that an address names. @throws SchoolError `not-found`. */
function placeOf({ school, me, parameter }: PageCall): { readonly book: Book; readonly number: number } {
  const book = bookOf(school, me, parameter('id'));
  const number = /^[1-9]\d{0,6}$/u.exec(parameter('number'))?.[0];
  if (number === undefined) throw notFound('page');
  return { book, number: Number(number) };
}

function pageReply(call: PageCall) {
  const { book, number } = placeOf(call);
  return { book: bookView(call.school, book), page: pageOf(call.school, call.me, book, number) };
}

function bookView({ library }: School, book: Book) {
  const { id, title, authors, year, edition, subject, grade, language, licence } = book;
  const { fileName, origin, pageCount, format } = book;
  const hasFile = library.originalFile(id) !== undefined;
  return {
    ...{ id, title, authors, year, edition, subject, grade, language, licence },
    ...{ fileName, origin, pageCount, hasFile, hasArticles: format === 'articles' },
  };
}
