import { useSignal } from '@preact/signals';
import { fill } from '../language/plural.ts';
import { lazyPage } from '../parts/lazy-page.tsx';
import type { Citation } from '../server/types.ts';
import { practiceTexts } from './practice-texts.ts';
import { TutorView } from './tutor-view.tsx';
import type { Feedback } from './types.ts';

const Reader = lazyPage<{ citation: Citation; onClose: () => void }>(
  async () => (await import('../chat/sources/reader.tsx')).Reader,
);

/** What became of an answer: right or not, what was understood, the reason, and where it stands in the book. */
export function FeedbackView({ feedback }: { feedback: Feedback }) {
  const words = practiceTexts.value;
  const isOpen = useSignal(false);
  const { understood, isRight, share, right, why, source, tutor } = feedback;
  if (understood === null) {
    return (
      <p class="note error" role="alert">
        {words.notUnderstood}
      </p>
    );
  }
  // The tutor's own words name the answer and the reason, where they are due.
  const isTold = tutor === null;
  const verdict = isRight ? words.right : share > 0 && share < 1 ? words.partly : words.wrong;
  const citation = source && citationOf(source);
  return (
    <div class={`feedback ${isRight ? 'is-right' : 'is-wrong'}`} role="status">
      <p class="verdict">{verdict}</p>
      <p>
        {words.understood.split('{text}')[0]}
        <strong lang="tg">{understood}</strong>
      </p>
      {tutor && <TutorView turn={tutor} />}
      {isTold && !isRight && right !== null && (
        <p>
          {words.rightAnswer.split('{text}')[0]}
          <strong lang="tg">{right}</strong>
        </p>
      )}
      {isTold && why !== null && <p lang="tg">{why}</p>}
      {source && (
        <p class="where">
          {fill(words.source, { book: source.book })}
          {source.page !== null && `, ${fill(words.page, { page: source.page })}`}
          {source.sentence !== null && <q lang="tg">{source.sentence}</q>}
          {citation && (
            <button
              type="button"
              class="link"
              onClick={() => {
                isOpen.value = true;
              }}
            >
              {words.openBook}
            </button>
          )}
        </p>
      )}
      {isOpen.value && citation && (
        <Reader
          citation={citation}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </div>
  );
}

/** The page of a book as the reader takes it; nothing on it is marked where the sentence is not known. */
function citationOf(source: NonNullable<Feedback['source']>): Citation | undefined {
  const { bookId, pageNumber, book, section, page } = source;
  if (bookId === null || pageNumber === null) return undefined;
  return {
    number: 1,
    book: { id: bookId, title: book, fileName: '' },
    section: section === null ? [] : [section],
    page: pageNumber,
    pdfPage: null,
    printedPage: page ?? '',
    start: 0,
    end: 0,
    quote: '',
    highlights: [],
  };
}
