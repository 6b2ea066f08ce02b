import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { errorText } from '../language/error-text.ts';
import { texts } from '../language/language.ts';
import { call } from '../server/call.ts';
import { codeOf } from '../server/server-error.ts';
import type { Book, BookPage } from '../server/types.ts';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { askBook } from './ask-book.ts';
import { PageTurn, PageView } from './page-view.tsx';
import { bookTexts } from './texts.ts';

/** A book, page by page. */
export function ReadingPage({ id, number }: { id: string; number: string }) {
  const words = bookTexts.value;
  const shown = useSignal<{ book: Book; page: BookPage } | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    error.value = undefined;
    call('GET /api/books/:id/pages/:number', { path: { id, number }, signal: controller.signal }).then(
      (reply) => {
        shown.value = reply;
      },
      (reason: unknown) => {
        if (!controller.signal.aborted) error.value = codeOf(reason);
      },
    );
    return () => controller.abort();
  }, [id, number]);
  const { book, page } = shown.value ?? {};
  const place = `books/${encodeURIComponent(id)}`;
  return (
    <StaffLayout
      title={page?.section[page.section.length - 1] ?? book?.title ?? '…'}
      back={{ place, label: book?.title ?? words.about }}
      places={[]}
      current=""
    >
      {error.value ? (
        <p class="note error" role="alert">
          {error.value === 'not-found' ? words.gone : errorText(error.value)}
        </p>
      ) : book && page ? (
        <>
          <PageView
            book={book}
            page={page}
            isWhole={page.section.length > 0}
            onChange={(reply) => {
              shown.value = reply;
            }}
          />
          <PageTurn page={page} address={(to) => `/#/${place}/${to}`} />
          <div class="buttons">
            <button type="button" class="button" onClick={() => askBook(book)}>
              {words.ask}
            </button>
          </div>
        </>
      ) : (
        <p class="loading">{texts.value.loading}</p>
      )}
    </StaffLayout>
  );
}
