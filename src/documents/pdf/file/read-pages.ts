import { InterruptedError, SoroError, throwIfInterrupted } from '../../../core/errors.ts';
import type { ReadReject } from '../../reader.ts';
import type { PdfPage } from './items.ts';
import type { KeptPages } from './kept-pages.ts';
import type { PdfLimits } from './limits.ts';
import type { PagesMessage, PagesRequest } from './pages-child.ts';
import { giveBack, takeThread, watchBuffers } from './threads.ts';

/** The pages of a file that could be read. */
export interface PdfPages {
  readonly pages: readonly PdfPage[];
  readonly title: string;
  /** Numbers of the pages that could not be read, counted from 1. */
  readonly failed: readonly number[];
}

/** What goes along with reading pages. */
export interface PagesOptions {
  readonly onPage?: ((page: number, total: number) => void) | undefined;
  readonly kept?: KeptPages | undefined;
}

/** How a thread's reading ended. */
type Ending = 'end' | 'too-slow' | 'out-of-memory' | ReadReject;

/**
 * Reads the text of every page in a thread of its own, so that a hostile or damaged file costs at most
 * the limits' time and memory. A page that breaks the thread is left out and the next one continues in a
 * new thread. Pages that are kept already are not read again.
 * @throws InterruptedError when the signal is aborted; the thread is ended at once.
 */
export async function readPages(
  path: string,
  limits: PdfLimits,
  signal: AbortSignal,
  { onPage, kept }: PagesOptions = {},
): Promise<PdfPages | ReadReject> {
  const reading = new Reading(path, limits, { onPage, kept });
  if (reading.total > 0 && reading.next > reading.total) return reading.result();
  for (let lostThreads = 0; ; lostThreads += 1) {
    const ending = await reading.run(signal);
    if (typeof ending === 'object') return ending;
    if (ending === 'end') return reading.result();
    // A file whose beginning cannot be read at all has no next page to continue with.
    if (reading.total === 0) return { reason: 'pdf-too-costly', value: `${ending} before the first page` };
    reading.failNextPage();
    if (reading.next > reading.total) return reading.result();
    if (lostThreads + 1 >= limits.lostThreads) {
      return {
        reason: 'pdf-too-costly',
        value: `${ending} on ${lostThreads + 1} of ${reading.next - 1} pages`,
      };
    }
  }
}

class Reading {
  total = 0;
  next = 1;
  readonly #path: string;
  readonly #limits: PdfLimits;
  readonly #pages: PdfPage[] = [];
  readonly #failed: number[] = [];
  #title = '';
  #characters = 0;

  readonly #onPage: PagesOptions['onPage'];
  readonly #kept: KeptPages | undefined;

  constructor(path: string, limits: PdfLimits, { onPage, kept }: PagesOptions) {
    this.#path = path;
    this.#limits = limits;
    this.#onPage = onPage;
    this.#kept = kept;
    if (kept === undefined) return;
    [this.total, this.next, this.#title] = [kept.total, kept.next, kept.title];
    this.#pages.push(...kept.pages);
    this.#failed.push(...kept.failed);
    for (const page of kept.pages) this.#count(page);
    if (this.next > 1) onPage?.(this.next - 1, this.total);
  }

  result(): PdfPages {
    return { pages: this.#pages, title: this.#title, failed: this.#failed };
  }

  failNextPage(): void {
    this.#failed.push(this.next);
    this.#kept?.keepFailed(this.next);
    this.next += 1;
  }

  /** Reads on from the next page in a thread until the file's end or the thread's. */
  async run(signal: AbortSignal): Promise<Ending> {
    throwIfInterrupted(signal);
    const request: PagesRequest = { path: this.#path, from: this.next, maximumPages: this.#limits.pages };
    const worker = takeThread(this.#limits);
    const watch = new AbortController();
    let deadline: NodeJS.Timeout | undefined;
    let ending: Ending | undefined;
    const { promise, resolve, reject } = Promise.withResolvers<Ending>();
    const wait = () => {
      clearTimeout(deadline);
      deadline = setTimeout(() => resolve('too-slow'), this.#limits.pageMs);
    };
    const onMessage = (message: PagesMessage) => {
      const found = this.#take(message);
      if (found) resolve(found);
      wait();
    };
    const onError = (error: Error & { readonly code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('out-of-memory') : reject(error);
    const onExit = () => resolve('out-of-memory');
    const onAbort = () => reject(signal.reason instanceof SoroError ? signal.reason : new InterruptedError());
    try {
      signal.addEventListener('abort', onAbort, { once: true });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      wait();
      worker.postMessage(request);
      void watchBuffers(worker, this.#limits.memoryBytes, watch.signal).then(resolve);
      ending = await promise;
      return ending;
    } finally {
      clearTimeout(deadline);
      watch.abort();
      signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (ending === 'end') await giveBack(worker);
      else await worker.terminate();
    }
  }

  #count({ items }: PdfPage): void {
    for (const { text } of items) this.#characters += text.length;
  }

  #take(message: PagesMessage): Ending | undefined {
    switch (message.type) {
      case 'opened':
        this.total = message.pages;
        this.#title = message.title.trim();
        this.#kept?.open(message.pages, this.#title);
        if (message.pages <= this.#limits.pages) return undefined;
        return { reason: 'pdf-too-long', value: `${message.pages} pages, at most ${this.#limits.pages}` };
      case 'page':
        this.#pages.push(message.page);
        this.#kept?.keepPage(message.page);
        this.next = message.page.number + 1;
        this.#onPage?.(message.page.number, this.total);
        this.#count(message.page);
        if (this.#characters <= this.#limits.characters) return undefined;
        return { reason: 'pdf-too-long', value: `more than ${this.#limits.characters} characters` };
      case 'failed-page':
        this.failNextPage();
        return undefined;
      case 'unreadable':
        return rejectOf(message.name, message.message);
      case 'end':
        return 'end';
    }
  }
}

function rejectOf(name: string, message: string): ReadReject {
  if (name === 'PasswordException') return { reason: 'password-protected-pdf', value: message };
  return { reason: 'damaged-pdf', value: message };
}
