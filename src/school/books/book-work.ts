import { BadInputError, DiskFullError, formatError, InterruptedError } from '../../core/errors.ts';
import { type Book, BookRefusedError } from '../../library/index.ts';
import { audit } from '../people/audit.ts';
import { findPerson } from '../people/person.ts';
import type { School } from '../school.ts';
import { UploadFiles } from './upload-files.ts';
import {
  changeUpload,
  findUpload,
  listUploads,
  removeUpload,
  type Upload,
  type UploadReason,
} from './uploads.ts';

/** How far a book is that is being read. */
export interface ReadingProgress {
  readonly page: number;
  readonly pageCount: number;
  readonly isIndexing: boolean;
}

interface Reading {
  readonly uploadId: string;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: ReadingProgress;
}

const keptDays = 7;
const dayMs = 24 * 60 * 60_000;

/**
 * Takes books in: their pieces, then one book after another in a process of its own. What was under way when the server
 * ended continues: pieces where they stopped, a reading from the book's beginning.
 */
export class BookWork {
  readonly #school: School;
  readonly #files: UploadFiles;
  /** Pieces of one upload are written one after another. */
  readonly #writing = new Map<string, Promise<unknown>>();
  #reading: Reading | undefined;
  /** The library is being written by a child; others wait. */
  #change: Promise<unknown> = Promise.resolve();
  #closing = false;

  constructor(school: School, folder: string) {
    this.#school = school;
    this.#files = new UploadFiles(folder);
  }

  /** Continues with what an earlier server began, and forgets what nobody finished. */
  async start(): Promise<void> {
    const { store, clock, time } = this.#school;
    for (const upload of listUploads(store)) {
      if (time.trusted && clock() - upload.updatedAt > keptDays * dayMs) removeUpload(store, upload);
      else if (upload.state !== 'added') await this.#compare(upload);
    }
    await this.#files.removeOthers(listUploads(store));
    this.#next();
  }

  /** A file that was restored without its bytes, or cut off, is sent again from what is there. */
  async #compare(upload: Upload): Promise<void> {
    const size = await this.#files.size(upload);
    if (size >= upload.receivedBytes) return;
    changeUpload(this.#school, upload, { receivedBytes: size, state: 'receiving', reason: null });
  }

  progressOf({ id }: Upload): ReadingProgress | undefined {
    return this.#reading?.uploadId === id ? this.#reading.progress : undefined;
  }

  needRoom(sizeBytes: number): Promise<void> {
    return this.#files.needRoom(sizeBytes);
  }

  /** Takes a piece that begins where the last one ended; another one is left. Returns the upload as it is then. */
  receive({ id }: Upload, offset: number, bytes: Uint8Array): Promise<Upload | undefined> {
    const { store } = this.#school;
    const write = async () => {
      const upload = findUpload(store, 'id = :id', { id });
      const fits = upload && offset + bytes.length <= upload.sizeBytes;
      if (!fits || upload.state !== 'receiving' || offset !== upload.receivedBytes) return upload;
      await this.#files.write(upload, offset, bytes);
      const receivedBytes = offset + bytes.length;
      const state = receivedBytes === upload.sizeBytes ? 'waiting' : 'receiving';
      // It may have been cancelled meanwhile.
      if (!changeUpload(this.#school, upload, { receivedBytes, state })) await this.#files.remove(upload);
      this.#next();
      return findUpload(store, 'id = :id', { id });
    };
    const before = this.#writing.get(id) ?? Promise.resolve();
    const done = before.then(write, write);
    const settled = done
      .catch(() => {})
      .finally(() => {
        if (this.#writing.get(id) === settled) this.#writing.delete(id);
      });
    this.#writing.set(id, settled);
    return done;
  }

  /** Reads a refused book once more. */
  again(upload: Upload): void {
    if (upload.state !== 'refused') return;
    changeUpload(this.#school, upload, { state: 'waiting', reason: null, bookId: null });
    this.#next();
  }

  /** Stops an upload wherever it is and forgets it. */
  async cancel(upload: Upload): Promise<void> {
    removeUpload(this.#school.store, upload);
    if (this.#reading?.uploadId === upload.id) {
      this.#reading.abort.abort();
      await this.#reading.ended;
    }
    await this.#writing.get(upload.id);
    await this.#files.remove(upload);
  }

  /** Removes a book. */
  async remove(book: Book): Promise<void> {
    await this.alone(() => this.#school.library.removeApart(book.id));
  }

  /** Runs a change of the library when no other process writes to it: SQLite would hold the whole server up. */
  alone<Value>(change: () => Value | Promise<Value>): Promise<Value> {
    const done = this.#change.then(change);
    this.#change = done.catch(() => {});
    return done;
  }

  /** Ends what is under way; the next server continues with it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#reading?.abort.abort();
    await this.#reading?.ended;
    await Promise.all(this.#writing.values());
    await this.#change;
  }

  /** Begins with the book that has waited longest, unless one is being read. */
  #next(): void {
    if (this.#reading || this.#closing) return;
    const upload = listUploads(this.#school.store, "state IN ('waiting', 'reading')").at(-1);
    if (!upload) return;
    const abort = new AbortController();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const progress = { page: 0, pageCount: 0, isIndexing: false };
    this.#reading = { uploadId: upload.id, abort, ended, progress };
    void this.#read(upload, this.#reading).finally(() => {
      this.#reading = undefined;
      resolve();
      this.#next();
    });
  }

  async #read(upload: Upload, reading: Reading): Promise<void> {
    const { library, warn } = this.#school;
    const { signal } = reading.abort;
    const wasBegun = upload.state === 'reading';
    changeUpload(this.#school, upload, { state: 'reading' });
    const indexing = Promise.withResolvers<void>();
    try {
      const { book } = await library.addApart(this.#files.path(upload), {
        ...upload.details,
        fileName: upload.fileName,
        signal,
        onPage: (page, pageCount) => {
          reading.progress = { page, pageCount, isIndexing: false };
        },
        onIndexing: () => {
          reading.progress = { ...reading.progress, isIndexing: true };
          void this.alone(() => indexing.promise);
        },
      });
      indexing.resolve();
      await this.#finish(upload, book);
    } catch (error) {
      indexing.resolve();
      if (error instanceof InterruptedError || signal.aborted) return;
      const known = error instanceof BookRefusedError ? error.bookId : undefined;
      // The server ended after the book was there and before that was written down.
      const added = wasBegun && known !== undefined ? library.book(known) : undefined;
      if (added) return this.#finish(upload, added);
      const reason = reasonOf(error);
      if (reason === 'failed' || reason === 'disk-full') warn(formatError(error));
      changeUpload(this.#school, upload, { state: 'refused', reason, bookId: known ?? null });
    }
  }

  async #finish(upload: Upload, book: Book): Promise<void> {
    const { store, library } = this.#school;
    const isWanted = store.transaction(() => {
      if (!changeUpload(this.#school, upload, { state: 'added', bookId: book.id })) return false;
      const actor = findPerson(store, 'number = :number', { number: upload.personNumber });
      audit(this.#school, actor, 'book-added', book.id, book.title);
      return true;
    });
    // Cancelled while its index was written.
    if (!isWanted) await this.alone(() => library.removeApart(book.id));
    await this.#files.remove(upload);
  }
}

function reasonOf(error: unknown): UploadReason {
  if (error instanceof BookRefusedError) return error.reason;
  if (error instanceof DiskFullError) return 'disk-full';
  return error instanceof BadInputError ? 'unsupported' : 'failed';
}
