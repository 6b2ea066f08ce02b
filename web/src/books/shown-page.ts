import type { Book, BookPage } from '../server/types.ts';

/** A page of a book as the server tells it. */
export interface ShownPage {
  readonly book: Book;
  readonly page: BookPage;
}
