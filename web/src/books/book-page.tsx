import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { Icon } from '../parts/icons.tsx';
import { lazyPage } from '../parts/lazy-page.tsx';
import { addressOf } from '../server/call.ts';
import { keepsBooks } from '../server/session.ts';
import type { Book } from '../server/types.ts';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { useResource } from '../staff/use-resource.ts';
import { askBook } from './ask-book.ts';
import { Contents } from './contents.tsx';
import { bookTexts } from './texts.ts';

const BookCare = lazyPage<{ book: Book; onChange: () => void }>(
  async () => (await import('./adding/book-care.tsx')).BookCare,
);

/** One book: what is known of it, its contents, and the way to ask it. */
export function BookPage({ id }: { id: string }) {
  const words = bookTexts.value;
  const found = useResource('GET /api/books/:id', { input: { path: { id } } });
  const title = found.value.value?.book.title ?? '…';
  return (
    <StaffLayout title={title} back={{ place: 'books', label: words.allBooks }} places={[]} current="">
      <Loaded resource={found}>
        {({ book, sections }) => (
          <>
            <div class="buttons">
              <button type="button" class="button" onClick={() => askBook(book)}>
                <Icon name="chat" /> {words.ask}
              </button>
              <a
                class="button outline"
                href={`/#/books/${encodeURIComponent(book.id)}/${sections[0]?.page ?? 1}`}
              >
                {words.read}
              </a>
              {book.hasFile && (
                <a
                  class="button quiet"
                  href={addressOf('GET /api/books/:id/file', { path: { id: book.id } })}
                  target="_blank"
                  rel="noopener"
                >
                  {words.original}
                </a>
              )}
            </div>
            <BookFacts book={book} />
            {keepsBooks.value && <BookCare book={book} onChange={() => void found.load()} />}
            {sections.length > 0 && <Contents book={book} sections={sections} />}
          </>
        )}
      </Loaded>
    </StaffLayout>
  );
}

function BookFacts({ book }: { book: Book }) {
  const words = bookTexts.value;
  const count = plural(language.value, book.pageCount, book.hasArticles ? words.articles : words.pages);
  const facts = [
    [
      words.subject,
      [book.subject, book.grade && fill(words.ofGrade, { n: book.grade })].filter(Boolean).join(', '),
    ],
    [words.authors, book.authors.join(', ')],
    [words.year, book.year === null ? '' : String(book.year)],
    [words.edition, book.edition],
    [words.licence, book.licence],
    [words.size, count],
    [words.file, book.fileName],
  ] as const;
  return (
    <dl class="book-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd lang={book.language}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
