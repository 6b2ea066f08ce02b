/** Who has looked at an article: nobody yet, a teacher who found it right, or a teacher who hides it from pupils. */
export const reviewStates = ['unchecked', 'checked', 'hidden'] as const;

export type ReviewState = (typeof reviewStates)[number];

/** What is known of a book beside its text. Fields that nobody filled in are empty, never guessed. */
export interface BookDetails {
  readonly title: string;
  readonly authors: readonly string[];
  /** Year of publication; null when unknown. */
  readonly year: number | null;
  readonly edition: string;
  /** As on the school's timetable: «География». */
  readonly subject: string;
  /** School year 1–11; null for a book of several or of none. */
  readonly grade: number | null;
  /** ISO 639-1 code of the book's language. */
  readonly language: string;
  /** SPDX name or a sentence; empty when nobody stated one. */
  readonly licence: string;
}

/** Some of a book's details; what is undefined was not said. */
export type GivenDetails = { readonly [Key in keyof BookDetails]?: BookDetails[Key] | undefined };

/** A book of the library. */
export interface Book extends BookDetails {
  /** Stays the same for the same file: the first 12 hexadecimal digits of its SHA-256. */
  readonly id: string;
  /** SHA-256 of the file in hexadecimal; of the articles' JSON lines for a book of articles. */
  readonly sha256: string;
  /** Name of the file that it came from, without folders. */
  readonly fileName: string;
  /** `starter`: came with Soro. `added`: someone at the school added it. */
  readonly origin: 'starter' | 'added';
  /** `file`: pages of a document. `articles`: each page is one article. */
  readonly format: 'file' | 'articles';
  readonly pageCount: number;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** One page: of a PDF its page, of a text without pages about 2,500 characters, of articles one article. */
export interface Page {
  readonly bookId: string;
  /** Place in the book, from 1. */
  readonly number: number;
  /** Place in the PDF file, from 1; null when the file has no pages. */
  readonly pdfPage: number | null;
  /** What is printed on the page: `17`, `iv`; empty when nothing is or nobody knows. */
  readonly printedPage: string;
  /** Headings above the page's beginning, outermost first. */
  readonly section: readonly string[];
  /** What quotes are offsets into. */
  readonly text: string;
  /** Key of the article that this page is; empty for pages of a file. */
  readonly articleKey: string;
}

/** A part of a page: UTF-16 offsets into its text. A quote is never more than this. */
export interface Quote {
  readonly bookId: string;
  /** {@link Page.number}. */
  readonly page: number;
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
}

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Which part of the library to look in; everything when a field is absent. */
export interface LibraryScope {
  readonly bookIds?: readonly string[];
  readonly subject?: string;
  readonly grade?: number;
}

/** A page that a search found. */
export interface PageHit {
  readonly book: Book;
  readonly page: Page;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
  /** The sentence of the page that fits best. */
  readonly quote: Quote;
}

/** A sentence that may answer a question. */
export interface EvidenceSentence {
  readonly book: Book;
  readonly page: Page;
  readonly quote: Quote;
  /** The words of the quote that answer what was asked (a number with its unit, a name, a reason), where they can be told. */
  readonly answerSpans: readonly Span[];
  /** Log-odds of the ranker; higher is better, comparable within one question. */
  readonly score: number;
}

/**
 * `answer`: the first sentence answers. `passages`: the books say something about this, but perhaps not the answer.
 * `none`: the books do not say anything about it.
 */
export type EvidenceDecision = 'answer' | 'passages' | 'none';

/** One step of finding evidence, to be printed: its name and what it saw, one fact a line. */
export interface EvidenceStep {
  readonly name: 'understand' | 'slips' | 'candidates' | 'pages' | 'sentences' | 'gate';
  readonly facts: readonly string[];
}

/** What the library knows about a question. */
export interface Evidence {
  readonly question: string;
  /** The question with Tajik letters and in Cyrillic, as it was looked for. */
  readonly understood: string;
  readonly kinds: readonly QuestionKind[];
  readonly decision: EvidenceDecision;
  /** The gate's probability that the first sentence answers, 0–1. */
  readonly answerProbability: number;
  /** The gate's probability that the books say something about it, 0–1. */
  readonly aboutProbability: number;
  /** Best first; empty when nothing was found. With `none` they are the nearest there is. */
  readonly sentences: readonly EvidenceSentence[];
  /** Books and sections nearest to the question, best first, for «not in the books». */
  readonly nearest: readonly { readonly book: Book; readonly page: Page }[];
  /** How it came about. */
  readonly steps: readonly EvidenceStep[];
}

/** What a question asks for; a question can be of several kinds. */
export const questionKinds = [
  'count',
  'where',
  'who',
  'when',
  'why',
  'definition',
  'how',
  'which',
  'purpose',
  'list',
  'difference',
  'name',
  'yes-no',
] as const;

export type QuestionKind = (typeof questionKinds)[number];
