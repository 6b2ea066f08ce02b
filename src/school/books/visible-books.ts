import type { Book, BookSection } from '../../library/index.ts';
import { classOfPerson } from '../classes/class.ts';
import type { BookPage } from '../contract/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';

/** Ids of the books that a person sees and is answered from; undefined: all. */
export function booksOf({ store }: School, person: Person): readonly string[] | undefined {
  const books = classOfPerson(store, person)?.settings.books ?? [];
  return books.length === 0 ? undefined : books;
}

/** The books a person sees, by subject, grade and title. */
export function listBooks(
  school: School,
  person: Person,
  { subject, grade }: { readonly subject?: string | undefined; readonly grade?: number | undefined },
): Book[] {
  const bookIds = booksOf(school, person);
  return school.library.books({
    ...(bookIds && { bookIds }),
    ...(subject !== undefined && { subject }),
    ...(grade !== undefined && { grade }),
  });
}

/** A book that a person may see. @throws SchoolError `not-found`, also where it is another class's. */
export function bookOf(school: School, person: Person, id: string): Book {
  const allowed = booksOf(school, person);
  const book = allowed && !allowed.includes(id) ? undefined : school.library.book(id);
  if (!book) throw notFound('book');
  return book;
}

/** The sections that a person may see: hidden articles are the teachers'. */
export function sectionsOf({ library }: School, person: Person, book: Book): BookSection[] {
  const sections = library.sections(book.id);
  return seesHidden(person) ? sections : sections.filter(({ review }) => review !== 'hidden');
}

/** A page with its neighbours, as a person may see it. @throws SchoolError `not-found`. */
export function pageOf(school: School, person: Person, book: Book, number: number): BookPage {
  const page = school.library.page(book.id, number);
  const articleAt = (place: number) =>
    book.format === 'articles' ? school.library.article(book.id, place) : undefined;
  const isHidden = (place: number) => articleAt(place)?.review === 'hidden';
  const isShown = (place: number) => seesHidden(person) || !isHidden(place);
  if (!page || !isShown(number)) throw notFound('page');
  const article = articleAt(number);
  return {
    number: page.number,
    pdfPage: page.pdfPage,
    printedPage: page.printedPage,
    section: page.section,
    text: page.text,
    review: article?.review ?? null,
    isCorrected: article?.isCorrected === true,
    note: seesHidden(person) ? (article?.note ?? '') : '',
    previous: neighbour(book, number, -1, isShown),
    next: neighbour(book, number, 1, isShown),
  };
}

function neighbour(book: Book, number: number, step: 1 | -1, isShown: (place: number) => boolean) {
  for (let place = number + step; place >= 1 && place <= book.pageCount; place += step) {
    if (isShown(place)) return place;
  }
  return null;
}

function seesHidden({ role }: Person): boolean {
  return role !== 'pupil';
}
