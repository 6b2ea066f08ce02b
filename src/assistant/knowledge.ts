import type { Library } from '../library/index.ts';
import type { Knowledge } from './types.ts';

/** A library as the assistant asks it. Articles that a teacher hides are not found by it. */
export function knowledgeOf(library: Library): Knowledge {
  return {
    findEvidence: (question, scope) => library.findEvidence(question, scope),
    page: (bookId, number) => library.page(bookId, number),
    article(bookId, page) {
      const stored = library.article(bookId, page);
      if (stored === undefined) return undefined;
      const { title, summary, simple, terms } = stored.article;
      return { title, summary, simple, terms };
    },
  };
}
