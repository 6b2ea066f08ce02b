import type { Item } from '../../practice/index.ts';
import { listBooks, sectionsOf } from '../books/visible-books.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';

/** Where a question's answer stands, and where that is in the library: null for a book that the pupil has not. */
export function bookPlace(school: School, person: Person, { source, subject, topic }: Item) {
  if (source === null) return null;
  const { book: title, section, page, sentence } = source;
  const books = listBooks(school, person, {});
  const book =
    books.find((one) => one.title === title) ??
    // The starter questions name the lessons as one book; the library has a volume for each subject.
    books.find((one) => one.origin === 'starter' && one.subject === subject);
  const found = book && sectionsOf(school, person, book).find(isMeant);
  return {
    ...{ book: title, section, page, sentence },
    bookId: found && book ? book.id : null,
    pageNumber: found?.page ?? null,
  };

  function isMeant(one: { readonly section: readonly string[]; readonly printedPage: string }): boolean {
    if (page !== null) return one.printedPage === page;
    const last = one.section.at(-1);
    return last !== undefined && (last === topic || last === section);
  }
}
