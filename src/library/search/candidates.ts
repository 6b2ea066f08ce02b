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
const mostCandidates = 50;
/** A term that is on a larger share of the pages finds nothing; it still counts when pages are compared. */
const frequentShare = 0.12;
const mostSimilarForms = 6;
/** About 100 bytes each: 30 MB, which hold the starter library and a textbook. */
const mostRememberedWords = 300_000;
type LoadedPage = Omit<Candidate, 'indexScore'>;

/** The pages of a library that were looked at last, as long as nobody writes to it. */
interface PageMemory {
  readonly pages: Map<number, LoadedPage>;
  /** {@link versionOf} when they were read. */
  version: string;
  words: number;
  most: number;
}
const memories = new WeakMap<LibraryDatabase, PageMemory>();

/** The pages of a scope that share words with a question, best first. */
export function findCandidates(
  database: LibraryDatabase,
  terms: TermIndex,
  scope: LibraryScope,
): Candidate[] {
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
  const memory = memoryOf(database);
  return rows.flatMap(({ number, score }) => {
    const found = loadPage(database, memory, number);
    return found ? [{ ...found, indexScore: -score }] : [];
  });
}

/** A query for FTS5: any of the forms of any term. Forms hold letters and digits only and are in quotation marks. */
function matchQuery(terms: readonly WeighedTerm[]): string | undefined {
  const forms = new Set<string>();
  for (const { plain, stems, similar, related } of terms) {
    for (const form of [...plain, ...stems]) forms.add(form);
    for (const form of related) forms.add(form.stem);
    for (const form of similar.slice(0, mostSimilarForms)) forms.add(form.plain);
  }
  forms.delete('');
  if (forms.size === 0) return undefined;
  return [...forms].map((form) => `"${form.replaceAll('"', '')}"`).join(' OR ');
}

/** A page with its sentences and words, remembered or read. */
function loadPage(database: LibraryDatabase, memory: PageMemory, number: number): LoadedPage | undefined {
  const { pages } = memory;
  const known = pages.get(number);
  if (known) {
    pages.delete(number);
    pages.set(number, known);
    return known;
  }
  const page = selectIndexedPage(database, number);
  if (!page) return undefined;
  const loaded = { page, analysed: analysePage(page.text, page.section) };
  pages.set(number, loaded);
  memory.words += loaded.analysed.wordCount;
  for (const [oldest, { analysed }] of pages) {
    if (memory.words <= memory.most) break;
    pages.delete(oldest);
    memory.words -= analysed.wordCount;
  }
  return loaded;
}

/** What is remembered of a library; nothing after a book was removed or an article corrected, by whatever process. */
function memoryOf(database: LibraryDatabase): PageMemory {
  const version = versionOf(database);
  const memory = memories.get(database) ?? {
    pages: new Map(),
    version,
    words: 0,
    most: mostRememberedWords,
  };
  memories.set(database, memory);
  if (memory.version !== version) {
    memory.pages.clear();
    memory.words = 0;
    memory.version = version;
  }
  return memory;
}

/** Changes when other connections write to the file, and when this one does. */
function versionOf(database: LibraryDatabase): string {
  const others = database.one<{ data_version: number }>('PRAGMA data_version').data_version;
  const own = database.one<{ changes: number }>('SELECT total_changes() AS changes').changes;
  return `${others} ${own}`;
}

/** Lets pages of this many words be remembered, for who asks thousands of questions and has the memory. */
export function rememberWords(database: LibraryDatabase, most: number): void {
  memoryOf(database).most = most;
}
