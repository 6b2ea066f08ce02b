import { lazyPage } from '../parts/lazy-page.tsx';
import { route } from '../routes.ts';
import { keepsBooks } from '../server/session.ts';
import { BookPage } from './book-page.tsx';
import { ReadingPage } from './reading-page.tsx';
import { ShelfPage } from './shelf-page.tsx';
import './books.css';

const AddPage = lazyPage(async () => (await import('./adding/add-page.tsx')).AddPage);

/** `#/books`, `#/books/add`, `#/books/ID`, `#/books/ID/PAGE`. */
export function BooksPages() {
  const [, id, page] = route.value;
  if (id === undefined) return <ShelfPage />;
  if (id === 'add') return keepsBooks.value ? <AddPage /> : <ShelfPage />;
  if (page !== undefined) return <ReadingPage id={id} number={page} />;
  return <BookPage key={id} id={id} />;
}
