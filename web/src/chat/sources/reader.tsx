import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { addressOf, call } from '../../server/call.ts';
import { codeOf } from '../../server/server-error.ts';
import { keepsConversations } from '../../server/session.ts';
import type { Book, BookPage, Citation } from '../../server/types.ts';
import { type MarkedPart, markedParts } from './marked-parts.ts';
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
          {errorText(error.value)}
        </p>
      )}
      {page && shown.value ? (
        <PageView book={shown.value.book} page={page} citation={citation} />
      ) : canRead && !error.value ? (
        <p class="loading">{texts.value.loading}</p>
      ) : (
        <QuoteOnly citation={citation} />
      )}
      {page && (
        <nav class="reader-turn" aria-label={fill(sourceTexts.value.page, { page: placeOf(page) })}>
          <Turn label={sourceTexts.value.previous} to={page.previous} onTurn={turn} />
          <Turn label={sourceTexts.value.next} to={page.next} onTurn={turn} />
        </nav>
      )}
    </Dialog>
  );

  function turn(to: number) {
    number.value = to;
  }
}

function Turn(props: { label: string; to: number | null; onTurn: (to: number) => void }) {
  const { to } = props;
  return (
    <button
      type="button"
      class="button quiet small"
      // Stays focusable: whoever turns with the keyboard does not lose the place on the last page.
      aria-disabled={to === null}
      onClick={() => to !== null && props.onTurn(to)}
    >
      {props.label}
    </button>
  );
}

function PageView({ book, page, citation }: { book: Book; page: BookPage; citation: Citation }) {
  const words = sourceTexts.value;
  const area = useRef<HTMLElement>(null);
  const isCited = page.number === citation.page;
  const isThere = isCited && page.text.slice(citation.start, citation.end) === citation.quote;
  useEffect(() => {
    const place = area.current?.querySelector('mark');
    if (place) place.scrollIntoView({ block: 'center' });
    else if (area.current) area.current.scrollTop = 0;
  }, [page]);
  return (
    <>
      <p class="reader-place" role="status">
        <span lang={book.language}>{page.section.join(' › ')}</span>
        <span>{fill(words.page, { page: placeOf(page) })}</span>
      </p>
      {isCited && !isThere && <p class="note">{words.changed}</p>}
      <section
        ref={area}
        class="reader-text"
        lang={book.language}
        aria-label={book.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {markedParts(page.text, isThere ? citation : nothing).map(partView)}
      </section>
      <p class="reader-book">
        {[book.authors.join(', '), book.year, book.edition, book.subject]
          .filter((part) => part !== '' && part !== null)
          .join(' · ')}
        {book.licence !== '' && <span>{fill(words.licence, { licence: book.licence })}</span>}
        {page.review && <span>{words[page.review]}</span>}
        {book.hasFile && (
          <a href={originalAddress(book, page)} target="_blank" rel="noopener">
            {words.original}
          </a>
        )}
      </p>
    </>
  );
}

const nothing = { start: 0, end: 0, highlights: [] };

function partView({ text, kind }: MarkedPart, index: number) {
  if (kind === 'plain') return text;
  return (
    <mark key={index} class={kind}>
      {kind === 'answer' ? <strong>{text}</strong> : text}
    </mark>
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

function placeOf({ printedPage, pdfPage, number }: BookPage): string {
  return printedPage || String(pdfPage ?? number);
}

/** Viewers of PDF open a file at the page behind the `#`. */
function originalAddress({ id }: Book, { pdfPage }: BookPage): string {
  const address = addressOf('GET /api/books/:id/file', { path: { id } });
  return pdfPage === null ? address : `${address}#page=${pdfPage}`;
}
