import { useEffect, useRef } from 'preact/hooks';
import { type MarkedPart, markedParts } from '../chat/sources/marked-parts.ts';
import { sourceTexts } from '../chat/sources/texts.ts';
import { fill } from '../language/plural.ts';
import { lazyPage } from '../parts/lazy-page.tsx';
import { addressOf } from '../server/call.ts';
import { keepsBooks } from '../server/session.ts';
import type { Book, BookPage, Citation } from '../server/types.ts';
import type { ShownPage } from './shown-page.ts';
import './page-view.css';

const ReviewBar = lazyPage<ShownPage & { onChange: (shown: ShownPage) => void }>(
  async () => (await import('./review/review-bar.tsx')).ReviewBar,
);

interface PageViewProps extends ShownPage {
  /** What of the page is marked. */
  readonly citation?: Citation;
  /** The innermost heading stands above already. */
  readonly isWhole?: boolean;
  /** A teacher has reviewed the article. */
  readonly onChange: (shown: ShownPage) => void;
}

/** A page of a book with what is known of the book; a teacher can review an article here. */
export function PageView({ book, page, citation, isWhole = false, onChange }: PageViewProps) {
  const words = sourceTexts.value;
  const area = useRef<HTMLElement>(null);
  const isCited = page.number === citation?.page;
  const isThere = isCited && page.text.slice(citation.start, citation.end) === citation.quote;
  useEffect(() => {
    const place = area.current?.querySelector('mark');
    if (place) place.scrollIntoView({ block: 'center' });
    else if (area.current) area.current.scrollTop = 0;
  }, [page.number, book.id]);
  return (
    <>
      <p class="reader-place" role="status">
        <span lang={book.language}>{(isWhole ? page.section.slice(0, -1) : page.section).join(' › ')}</span>
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
        {page.review && <span>{page.isCorrected ? words.corrected : words[page.review]}</span>}
        {book.hasFile && (
          <a href={originalAddress(book, page)} target="_blank" rel="noopener">
            {words.original}
          </a>
        )}
      </p>
      {keepsBooks.value && page.review && <ReviewBar book={book} page={page} onChange={onChange} />}
    </>
  );
}

const nothing = { start: 0, end: 0, highlights: [] };

/** A part of a text, marked where it is quoted. */
export function partView({ text, kind }: MarkedPart, index: number) {
  if (kind === 'plain') return text;
  return (
    <mark key={index} class={kind}>
      {kind === 'answer' ? <strong>{text}</strong> : text}
    </mark>
  );
}

interface PageTurnProps {
  readonly page: BookPage;
  /** Where a page is; without it `onTurn` is called. */
  readonly address?: (to: number) => string;
  readonly onTurn?: (to: number) => void;
}

/** The way to the page before and the one after. */
export function PageTurn({ page, address, onTurn }: PageTurnProps) {
  const words = sourceTexts.value;
  const turn = (label: string, to: number | null) =>
    address && to !== null ? (
      <a class="button quiet small" href={address(to)}>
        {label}
      </a>
    ) : (
      <button
        type="button"
        class="button quiet small"
        // Stays focusable: whoever turns with the keyboard does not lose the place on the last page.
        aria-disabled={to === null}
        onClick={() => to !== null && onTurn?.(to)}
      >
        {label}
      </button>
    );
  return (
    <nav class="reader-turn" aria-label={fill(words.page, { page: placeOf(page) })}>
      {turn(words.previous, page.previous)}
      {turn(words.next, page.next)}
    </nav>
  );
}

/** What is printed on a page, or its place in the file. */
function placeOf({ printedPage, pdfPage, number }: BookPage): string {
  return printedPage || String(pdfPage ?? number);
}

/** Viewers of PDF open a file at the page behind the `#`. */
function originalAddress({ id }: Book, { pdfPage }: BookPage): string {
  const address = addressOf('GET /api/books/:id/file', { path: { id } });
  return pdfPage === null ? address : `${address}#page=${pdfPage}`;
}
