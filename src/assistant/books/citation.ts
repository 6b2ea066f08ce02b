import type { Citation } from '../../chat/index.ts';
import type { EvidenceSentence } from '../../library/index.ts';

/** A place that is cited. */
type Cited = Pick<EvidenceSentence, 'book' | 'page' | 'quote' | 'answerSpans'>;

/** The citation of an evidence sentence: offsets into its page, and nothing that a model wrote. */
export function citationOf({ book, page, quote, answerSpans }: Cited, number: number): Citation {
  return {
    number,
    book: { id: book.id, title: book.title, fileName: book.fileName === '' ? book.title : book.fileName },
    section: page.section,
    page: page.number,
    pdfPage: page.pdfPage,
    printedPage: page.printedPage,
    start: quote.start,
    end: quote.end,
    quote: page.text.slice(quote.start, quote.end),
    highlights: answerSpans,
  };
}
