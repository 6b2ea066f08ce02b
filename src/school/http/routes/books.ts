import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Book } from '../../../library/index.ts';
import { bookOf, listBooks, pageOf, sectionsOf } from '../../books/visible-books.ts';
import type { bookOperations } from '../../contract/books.ts';
import type { School } from '../../school.ts';
import { notFound } from '../../school-error.ts';
import type { Handlers } from '../call.ts';
import { serveBookFile } from '../replies/serve-file.ts';

/** Books: to browse, to read, to open the original. */
export const bookHandlers: Handlers<typeof bookOperations> = {
  'GET /api/books': ({ school, me, query }) => ({
    json: { books: listBooks(school, me, query).map((book) => bookView(school, book)) },
  }),

  'GET /api/books/:id': ({ school, me, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    return { json: { book: bookView(school, book), sections: sectionsOf(school, me, book) } };
  },

  'GET /api/books/:id/pages/:number': ({ school, me, parameter }) => {
    const book = bookOf(school, me, parameter('id'));
    const number = /^[1-9]\d{0,6}$/u.exec(parameter('number'))?.[0];
    if (number === undefined) throw notFound('page');
    const { page, review, previous, next } = pageOf(school, me, book, Number(number));
    return {
      json: {
        book: bookView(school, book),
        page: {
          number: page.number,
          pdfPage: page.pdfPage,
          printedPage: page.printedPage,
          section: page.section,
          text: page.text,
          review,
          previous,
          next,
        },
      },
    };
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

function bookView({ library }: School, book: Book) {
  const { id, title, authors, year, edition, subject, grade, language, licence } = book;
  const { fileName, origin, pageCount } = book;
  const hasFile = library.originalFile(id) !== undefined;
  return {
    ...{ id, title, authors, year, edition, subject, grade, language, licence },
    ...{ fileName, origin, pageCount, hasFile },
  };
}
