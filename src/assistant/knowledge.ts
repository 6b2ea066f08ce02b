import type { Evidence, Library, LibraryScope } from '../library/index.ts';
import type { Knowledge } from './types.ts';

/** A library as the assistant asks it. Articles that a teacher hides are not found by it. */
export function knowledgeOf(library: Library): Knowledge {
  // Two steps ask for the same evidence, one after the other.
  let last: { question: string; scope: LibraryScope; evidence: Evidence } | undefined;
  return {
    findEvidence(question, scope) {
      if (last?.question !== question || last.scope !== scope) {
        last = { question, scope, evidence: library.findEvidence(question, scope) };
      }
      return last.evidence;
    },
    page: (bookId, number) => library.page(bookId, number),
    article(bookId, page) {
      const stored = library.article(bookId, page);
      if (stored === undefined) return undefined;
      const { title, summary, simple, terms, questions } = stored.article;
      return { title, summary, simple, terms, questions };
    },
  };
}
