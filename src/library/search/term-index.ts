import type { LibraryDatabase } from '../store/database.ts';
import type { Question, QuestionTerm } from '../text/question.ts';
import type { WordForms } from '../text/word-forms.ts';
import { relatedStems } from './related-words.ts';
import { type SimilarWord, similarWords } from './slips.ts';

/** A term with what the library knows of it. */
export interface WeighedTerm extends QuestionTerm {
  /** Inverse document frequency over pages, as BM25 uses it. */
  readonly rarity: number;
  /** On how many pages it is in one of its exact forms. */
  readonly pages: number;
  readonly similar: readonly SimilarWord[];
  /** Synonyms and the like. */
  readonly related: readonly { readonly stem: string; readonly weight: number }[];
}

/** A match of a word with a term: which term, and how surely (1: the same word). */
export interface TermMatch {
  readonly term: number;
  readonly weight: number;
}

/** The terms of a question, ready to be found in texts. */
export interface TermIndex {
  readonly terms: readonly WeighedTerm[];
  readonly rarities: readonly number[];
  /** Sum of the rarities. */
  readonly totalRarity: number;
  match(word: WordForms): TermMatch | undefined;
}

/** Looks up how rare each term is and which words of the library resemble it. */
export function weighTerms(database: LibraryDatabase, question: Question): TermIndex {
  const pages = database.get<{ pages: number }>('SELECT pages FROM totals')?.pages ?? 1;
  const pagesWith = (form: string) =>
    database.get<{ doc: number }>('SELECT doc FROM page_words WHERE term = :form', { form })?.doc ?? 0;
  const terms = question.terms.map((term) => {
    const found = Math.max(...[...term.plain, ...term.stems].map(pagesWith));
    const similar = [...term.plain].flatMap((form) => similarWords(database, form, found > 0));
    const resembling = found === 0 ? Math.max(0, ...similar.map(({ plain }) => pagesWith(plain))) : 0;
    const count = Math.max(found, resembling);
    const related = [...term.stems].flatMap(relatedStems);
    return {
      ...term,
      similar,
      related,
      pages: found,
      rarity: Math.log(1 + (pages - count + 0.5) / (count + 0.5)),
    };
  });
  return indexTerms(terms);
}

function indexTerms(terms: readonly WeighedTerm[]): TermIndex {
  const byPlain = new Map<string, TermMatch>();
  const byStem = new Map<string, TermMatch>();
  const note = (map: Map<string, TermMatch>, form: string, match: TermMatch) => {
    const known = map.get(form);
    if (!known || known.weight < match.weight) map.set(form, match);
  };
  for (const [index, { plain, stems, similar, related }] of terms.entries()) {
    for (const form of plain) note(byPlain, form, { term: index, weight: 1 });
    for (const form of stems) note(byStem, form, { term: index, weight: 1 });
    for (const { stem: form, weight } of related) note(byStem, form, { term: index, weight });
    for (const { plain: form, weight } of similar) note(byPlain, form, { term: index, weight });
  }
  const rarities = terms.map(({ rarity }) => rarity);
  return {
    terms,
    rarities,
    totalRarity: rarities.reduce((sum, rarity) => sum + rarity, 0),
    match(word) {
      if (word.isStopWord) return undefined;
      const exact = byStem.get(word.stem);
      const plain = byPlain.get(word.plain);
      return exact && plain && plain.weight > exact.weight ? plain : (exact ?? plain);
    },
  };
}
