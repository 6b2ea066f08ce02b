import { scopeCondition, selectIndexedPage } from '../store/books.ts';
import type { LibraryDatabase } from '../store/database.ts';
import { type AnalysedPage, analysePage } from '../text/analysed-page.ts';
import type { LibraryScope, Page } from '../types.ts';
import type { TermIndex, WeighedTerm } from './term-index.ts';

/** A page that the index found. */
export interface Candidate {
  readonly page: Page;
  readonly analysed: AnalysedPage;
  /** BM25 over headings, stems, plain forms and explanations; higher is better. */
  readonly indexScore: number;
}

const columnWeights = '3.0, 1.0, 0.5, 0.6';
const mostCandidates = 40;
/** A term that stands on a larger share of the pages finds nothing; it still counts when pages are compared. */
const frequentShare = 0.12;
const mostSimilarForms = 6;
const mostRememberedPages = 300;
const remembered = new Map<string, { readonly page: Page; readonly analysed: AnalysedPage }>();

/** The pages of a scope that share words with a question, best first. */
export function findCandidates(database: LibraryDatabase, terms: TermIndex, scope: LibraryScope): Candidate[] {
  const pages = database.get<{ pages: number }>('SELECT pages FROM totals')?.pages ?? 0;
  const rare = terms.terms.filter(({ pages: count }) => count <= frequentShare * pages);
  const query = matchQuery(rare.length >= 2 ? rare : terms.terms);
  if (query === undefined) return [];
  const { where, parameters } = scopeCondition(scope);
  const rows = database.all<{ number: number; score: number }>(
    `SELECT page_index.rowid AS number, bm25(page_index, ${columnWeights}) AS score FROM page_index
     JOIN pages ON pages.number = page_index.rowid JOIN books ON books.number = pages.book_number
     WHERE page_index MATCH :query AND ${where} ORDER BY score LIMIT ${mostCandidates}`,
    { query, ...parameters },
  );
  return rows.flatMap(({ number, score }) => {
    const found = loadPage(database, number);
    return found ? [{ ...found, indexScore: -score }] : [];
  });
}

/** A query for FTS5: any of the forms of any term. Forms hold letters and digits only and stand in quotation marks. */
function matchQuery(terms: readonly WeighedTerm[]): string | undefined {
  const forms = new Set<string>();
  for (const { plain, stems, similar } of terms) {
    for (const form of [...plain, ...stems]) forms.add(form);
    for (const form of similar.slice(0, mostSimilarForms)) forms.add(form.plain);
  }
  forms.delete('');
  if (forms.size === 0) return undefined;
  return [...forms].map((form) => `"${form.replaceAll('"', '')}"`).join(' OR ');
}

/** A page with its sentences and words; the pages looked at last are remembered. */
function loadPage(database: LibraryDatabase, number: number): Omit<Candidate, 'indexScore'> | undefined {
  const key = `${database.file} ${number}`;
  const known = remembered.get(key);
  if (known && database.file !== ':memory:') {
    remembered.delete(key);
    remembered.set(key, known);
    return known;
  }
  const page = selectIndexedPage(database, number);
  if (!page) return undefined;
  const loaded = { page, analysed: analysePage(page.text, page.section) };
  remembered.set(key, loaded);
  if (remembered.size > mostRememberedPages) {
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }
  return loaded;
}

/** Forgets the pages that are remembered: after a book was removed or an article corrected. */
export function forgetPages(): void {
  remembered.clear();
}
