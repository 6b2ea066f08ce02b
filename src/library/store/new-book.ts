import type { Article } from '../article.ts';
import type { Book, BookDetails } from '../types.ts';

/** A page on its way into the library. */
export interface NewPage {
  readonly pdfPage: number | null;
  readonly printedPage: string;
  readonly section: readonly string[];
  readonly text: string;
  readonly article?: Article;
}

/** A book on its way into the library. */
export interface NewBook extends BookDetails {
  readonly sha256: string;
  readonly fileName: string;
  readonly origin: Book['origin'];
  readonly format: Book['format'];
  readonly pages: readonly NewPage[];
}
