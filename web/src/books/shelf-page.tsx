import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { keepsBooks } from '../server/session.ts';
import type { Book } from '../server/types.ts';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { useResource } from '../staff/use-resource.ts';
import { bookTexts } from './texts.ts';

const grades = Array.from({ length: 11 }, (_, index) => String(index + 1));

/** All books, by subject; a grade shows only what is for it. */
export function ShelfPage() {
  const words = bookTexts.value;
  const subject = useSignal('');
  const grade = useSignal('');
  const all = useResource('GET /api/books');
  const query = grade.value === '' ? {} : { grade: Number(grade.value) };
  const fitting = useResource('GET /api/books', { input: { query } });
  const subjects = [...new Set(all.value.value?.books.map((book) => book.subject))].filter(Boolean);
  return (
    <StaffLayout title={words.books} places={[]} current="books">
      <div class="shelf-choice">
        <Choice label={words.subject} any={words.allSubjects} value={subject} options={subjects} />
        <Choice label={words.grade} any={words.allGrades} value={grade} options={grades} />
        {keepsBooks.value && (
          <a class="button" href="/#/books/add">
            {words.addBook}
          </a>
        )}
      </div>
      <Loaded resource={fitting}>
        {({ books }) => {
          const shown = books.filter((book) => subject.value === '' || book.subject === subject.value);
          if (shown.length === 0)
            return <p class="quiet-text">{all.value.value?.books.length ? words.noneFits : words.noBooks}</p>;
          return <Shelves books={shown} />;
        }}
      </Loaded>
    </StaffLayout>
  );
}

function Shelves({ books }: { books: readonly Book[] }) {
  const shelves = new Map<string, Book[]>();
  for (const book of books) shelves.set(book.subject, [...(shelves.get(book.subject) ?? []), book]);
  return (
    <>
      {[...shelves].map(([subject, own]) => (
        <section key={subject}>
          <h2 lang="tg">{subject || bookTexts.value.noSubject}</h2>
          <ul class="cards">
            {own.map((book) => (
              <li key={book.id}>
                <BookCard book={book} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function BookCard({ book }: { book: Book }) {
  const words = bookTexts.value;
  const count = plural(language.value, book.pageCount, book.hasArticles ? words.articles : words.pages);
  const facts = [book.grade === null ? '' : fill(words.ofGrade, { n: book.grade }), book.year, count];
  return (
    <a class="card book-card" href={`/#/books/${encodeURIComponent(book.id)}`}>
      <strong lang={book.language}>{book.title}</strong>
      {book.authors.length > 0 && <span lang={book.language}>{book.authors.join(', ')}</span>}
      <span>{facts.filter(Boolean).join(' · ')}</span>
    </a>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What the first entry says: no choice. */
  readonly any: string;
  readonly value: Signal<string>;
  readonly options: readonly string[];
}

function Choice({ label, any, value, options }: ChoiceProps) {
  const id = useId();
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </div>
  );
}
