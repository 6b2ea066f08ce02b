import { rank } from '../evidence/rank.ts';
import { ranker } from '../evidence/ranker.ts';
import { selectBook } from '../store/books.ts';
import type { LibraryDatabase } from '../store/database.ts';
import { understandQuestion } from '../text/question.ts';
import type { LibraryScope, PageHit } from '../types.ts';
import { findCandidates } from './candidates.ts';
import { weighTerms } from './term-index.ts';

/** Pages for words that were typed, best first; 10 unless `limit` says otherwise. */
export function searchPages(
  database: LibraryDatabase,
  query: string,
  { limit = 10, ...scope }: LibraryScope & { readonly limit?: number } = {},
): PageHit[] {
  const question = understandQuestion(query);
  const terms = weighTerms(database, question);
  const { pages } = rank(findCandidates(database, terms, scope), question, terms, ranker());
  return pages.slice(0, limit).flatMap((ranked) => {
    const { page } = ranked.match.candidate;
    const book = selectBook(database, page.bookId);
    // Words are looked for here, no answer: the sentence that holds most of them.
    const best = ranked.match.sentences.toSorted((one, other) => other.cover - one.cover)[0]?.sentence;
    if (!book || !best) return [];
    const quote = { bookId: page.bookId, page: page.number, start: best.start, end: best.end };
    return [{ book, page, score: ranked.score, quote }];
  });
}
