import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { PageTurn, PageView, partView } from '../../books/page-view.tsx';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { call } from '../../server/call.ts';
import { codeOf } from '../../server/server-error.ts';
import { keepsConversations } from '../../server/session.ts';
import type { Book, BookPage, Citation } from '../../server/types.ts';
import { markedParts } from './marked-parts.ts';
import { sourceTexts } from './texts.ts';
import './reader.css';

interface ReaderProps {
  readonly citation: Citation;
  readonly onClose: () => void;
}

/** The page of a book that an answer quotes, with the sentence marked; one can read on from there. */
export function Reader({ citation, onClose }: ReaderProps) {
  const number = useSignal(citation.page);
  const shown = useSignal<{ book: Book; page: BookPage } | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const canRead = keepsConversations.value;
  useEffect(() => {
    // A server without accounts gives no pages: the quote is all there is.
    if (!canRead) return;
    const controller = new AbortController();
    error.value = undefined;
    const path = { id: citation.book.id, number: String(number.value) };
    call('GET /api/books/:id/pages/:number', { path, signal: controller.signal }).then(
      (reply) => {
        shown.value = reply;
      },
      (reason: unknown) => {
        if (!controller.signal.aborted) error.value = codeOf(reason);
      },
    );
    return () => controller.abort();
  }, [number.value]);
  const page = shown.value?.page;
  return (
    <Dialog title={citation.book.title} class="reader" onClose={onClose}>
      {error.value && (
        <p class="note error" role="alert">
          {error.value === 'not-found' ? sourceTexts.value.gone : errorText(error.value)}
        </p>
      )}
      {page && shown.value ? (
        <PageView
          book={shown.value.book}
          page={page}
          citation={citation}
          onChange={(reply) => {
            shown.value = reply;
          }}
        />
      ) : canRead && !error.value ? (
        <p class="loading">{texts.value.loading}</p>
      ) : (
        <QuoteOnly citation={citation} />
      )}
      {page && (
        <>
          <PageTurn
            page={page}
            onTurn={(to) => {
              number.value = to;
            }}
          />
          <a class="link" href={`/#/books/${encodeURIComponent(citation.book.id)}/${page.number}`}>
            {sourceTexts.value.wholeBook}
          </a>
        </>
      )}
    </Dialog>
  );
}

function QuoteOnly({ citation }: { citation: Citation }) {
  const place = citation.printedPage || String(citation.pdfPage ?? citation.page);
  return (
    <>
      <p class="reader-place">
        <span>{citation.section.join(' › ')}</span>
        <span>{fill(sourceTexts.value.page, { page: place })}</span>
      </p>
      <blockquote class="reader-text" lang="tg">
        {markedParts(citation.quote, {
          start: 0,
          end: citation.quote.length,
          highlights: citation.highlights.map(({ start, end }) => ({
            start: start - citation.start,
            end: end - citation.start,
          })),
        }).map(partView)}
      </blockquote>
    </>
  );
}
