import type { Citation } from '../../chat/index.ts';
import type { Book, Evidence, Page } from '../../library/index.ts';
import { citationOf } from './citation.ts';

const articlesRead = 8;

/** Where a prepared text is cited that is on no line of its page: the sentence there that fits best, or the first. */
export function bestOnPage({ sentences }: Evidence, book: Book, page: Page): Citation {
  const found = sentences.find(({ quote }) => quote.bookId === page.bookId && quote.page === page.number);
  if (found !== undefined) return citationOf(found, 1);
  const end = page.text.search(/(?<=[.!?])\s|\n|$/u);
  const quote = { bookId: page.bookId, page: page.number, start: 0, end };
  return citationOf({ book, page, quote, answerSpans: [] }, 1);
}

/** The pages that were found, each once, best first. */
export function articlePages({
  sentences,
  nearest,
}: Evidence): { readonly book: Book; readonly page: Page }[] {
  const found = [...sentences, ...nearest];
  const pages = new Map(found.map(({ book, page }) => [`${page.bookId} ${page.number}`, { book, page }]));
  return [...pages.values()].slice(0, articlesRead);
}
