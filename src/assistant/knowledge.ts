import type { Evidence, Library } from '../library/index.ts';
import type { Knowledge } from './types.ts';

/** A library as the assistant asks it. Articles that a teacher hides are not found by it. */
export function knowledgeOf(library: Library): Knowledge {
  return {
    findEvidence: (question, scope) => library.findEvidence(question, scope),
    page: (bookId, number) => library.page(bookId, number),
    article(bookId, page) {
      const stored = library.article(bookId, page);
      if (stored === undefined) return undefined;
      const { title, summary, simple, terms, questions } = stored.article;
      return { title, summary, simple, terms, questions };
    },
  };
}

/**
 * Knowledge that looks evidence up once: two steps of one question ask for it. Never longer than that: between two
 * questions a teacher may hide an article or remove a book. The scope is the same for all steps of a question.
 */
export function rememberingEvidence(knowledge: Knowledge): Knowledge {
  const found = new Map<string, Evidence>();
  return {
    ...knowledge,
    findEvidence(question, scope) {
      const known = found.get(question) ?? knowledge.findEvidence(question, scope);
      found.set(question, known);
      return known;
    },
  };
}
