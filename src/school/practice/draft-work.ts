import { sha256 } from '../../core/artefact/fingerprint.ts';
import { formatError, InterruptedError } from '../../core/errors.ts';
import { type DraftBook, draftApart } from '../../practice/index.ts';
import { bookOf } from '../books/visible-books.ts';
import { audit } from '../people/audit.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { addItems } from './items.ts';

/** How far the drafts of a book are. */
export interface DraftJob {
  readonly bookId: string;
  readonly title: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly page: number;
  readonly pageCount: number;
  /** Drafts that were not there before. */
  readonly added: number;
}

/**
 * Makes drafts from books, one book at a time, in a thread of its own. The same sentence gives one draft, however often
 * a book is asked for; so a server that ended meanwhile loses nothing but the work.
 */
export class DraftWork {
  readonly #school: School;
  #job: DraftJob | undefined;
  #abort: AbortController | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(school: School) {
    this.#school = school;
  }

  /** The present work, or the last one. */
  get job(): DraftJob | undefined {
    return this.#job;
  }

  /** Begins with a book. @throws SchoolError `not-found`, `busy` while another book is worked on. */
  start(person: Person, bookId: string): DraftJob {
    const { library } = this.#school;
    const book = bookOf(this.#school, person, bookId);
    if (this.#job?.state === 'running') {
      if (this.#job.bookId === bookId) return this.#job;
      throw new SchoolError('busy', 'Drafts of another book are being made.', {
        remedy: 'Wait for them, or stop them.',
      });
    }
    const pages = Array.from({ length: book.pageCount }, (_, index) => library.page(book.id, index + 1))
      .filter((page) => page !== undefined)
      .map(({ printedPage, text }) => ({ printedPage, text }));
    const { title, grade } = book;
    const job: DraftJob = { bookId, title, state: 'running', page: 0, pageCount: pages.length, added: 0 };
    this.#job = job;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#ended = this.#make(person, { title, subject: book.subject || title, grade, pages }, signal);
    return job;
  }

  async #make(person: Person, book: DraftBook, signal: AbortSignal): Promise<void> {
    const change = (part: Partial<DraftJob>) => {
      if (this.#job) this.#job = { ...this.#job, ...part };
    };
    const bookId = this.#job?.bookId ?? '';
    try {
      const drafts = await draftApart(book, { signal, onPage: (page) => change({ page }) });
      const named = drafts.map((item) => ({
        ...item,
        id: `book/${bookId}/${sha256(item.question).slice(0, 12)}`,
      }));
      const added = addItems(this.#school, named);
      audit(this.#school, person, 'items-imported', bookId, `${added}`);
      change({ state: 'done', page: book.pages.length, added });
    } catch (error) {
      if (error instanceof InterruptedError) {
        this.#job = undefined;
        return;
      }
      this.#school.warn(formatError(error));
      change({ state: 'failed' });
    }
  }

  /** Stops what is under way and forgets what was done last. */
  async cancel(): Promise<void> {
    this.#abort?.abort();
    await this.#ended;
    this.#job = undefined;
  }

  close(): Promise<void> {
    return this.cancel();
  }
}
