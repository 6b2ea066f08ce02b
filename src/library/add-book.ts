import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../core/errors.ts';
import { repairText } from '../language/index.ts';
import { pageOfArticle, readArticles } from './reading/read-articles.ts';
import { type ReadLimits, readFileApart } from './reading/read-file.ts';
import { BookRefusedError } from './refusal.ts';
import { bookId, insertBook, selectBook } from './store/books.ts';
import type { LibraryDatabase } from './store/database.ts';
import type { NewBook } from './store/new-book.ts';
import type { Book, GivenDetails } from './types.ts';

/** What a caller says about a book; what is left out is taken from the file or stays empty. */
export interface AddOptions extends GivenDetails {
  readonly signal?: AbortSignal;
  /** Called when a page was read: its number and how many there are. */
  readonly onPage?: (page: number, total: number) => void;
  /** Called when every page is read and the library is about to be written. */
  readonly onIndexing?: () => void;
  /** The name that the file had where it was uploaded from; only its last part is kept. */
  readonly fileName?: string;
  readonly limits?: ReadLimits;
}

/** A book that was added, and what of its file was lost. */
export interface AddedBook {
  readonly book: Book;
  readonly losses: readonly string[];
}

const longestName = 200;

/**
 * Reads a file (or articles, a JSON line each: `.jsonl`) and puts it into the library, whole or not at all. The
 * original is kept under its hash in `originals`, unless that is undefined. Pages of a PDF are kept there too while it is
 * read: after a kill or Ctrl-C the same file continues behind the last of them.
 * @throws BadInputError when it is refused: unreadable, a scan without text recognition, protected, damaged, too large,
 * or in the library already.
 */
export async function addBook(
  database: LibraryDatabase,
  path: string,
  originals: string | undefined,
  options: AddOptions,
): Promise<AddedBook> {
  const { signal } = options;
  const fileName = plainName(options.fileName ?? path);
  const hash = await hashFile(path, signal);
  const known = selectBook(database, bookId(hash));
  if (known) throw duplicate(known, fileName);
  const { losses, ...read } = fileName.toLowerCase().endsWith('.jsonl')
    ? await readArticleBook(path)
    : await readFileBook(path, fileName, options, originals && (await keptPagesOf(originals, hash)));
  throwIfInterrupted(signal);
  const book: NewBook = {
    title: options.title?.trim() || read.title || fileName.replace(/\.[^.]*$/u, ''),
    authors: options.authors ?? [],
    year: options.year ?? null,
    edition: options.edition ?? '',
    subject: options.subject ?? read.subject,
    grade: options.grade ?? null,
    language: options.language ?? 'tg',
    licence: options.licence ?? '',
    sha256: hash,
    fileName,
    origin: 'added',
    format: read.format,
    pages: read.pages,
  };
  if (originals !== undefined && read.format === 'file') {
    await keepOriginal(path, originalPath(originals, hash, fileName));
  }
  options.onIndexing?.();
  insertBook(database, book, Date.now());
  if (originals !== undefined) await rm(keptPath(originals, hash), { force: true });
  const added = selectBook(database, bookId(hash));
  if (!added) throw new Error('The book that was just added is not there.');
  return { book: added, losses };
}

/** Where the original of a book lies: named by its hash, so that no name of a file becomes a path. */
export function originalPath(folder: string, sha256: string, fileName: string): string {
  const ending = /^\.[a-z0-9]{1,5}$/u.exec(extname(fileName).toLowerCase())?.[0] ?? '';
  return join(folder, `${sha256}${ending}`);
}

type ReadBook = Pick<NewBook, 'title' | 'subject' | 'format' | 'pages'> & {
  readonly losses: readonly string[];
};

async function readArticleBook(path: string): Promise<ReadBook> {
  const articles = await readArticles(path).catch((error: unknown) => {
    throw error instanceof BadInputError ? new BookRefusedError('bad-articles', error) : error;
  });
  if (articles.length === 0) {
    throw new BookRefusedError('bad-articles', {
      message: 'The file holds no article.',
      file: path,
      remedy: 'One JSON object a line.',
    });
  }
  const subjects = new Set(articles.map(({ subject }) => subject));
  const [only] = subjects;
  return {
    title: '',
    subject: subjects.size === 1 && only !== undefined ? only : '',
    format: 'articles',
    pages: articles.map((article, index) => ({ ...pageOfArticle(article), printedPage: String(index + 1) })),
    losses: [],
  };
}

async function readFileBook(
  path: string,
  name: string,
  { signal, onPage, limits }: AddOptions,
  keptPages: string | undefined,
): Promise<ReadBook> {
  const { title, pages, losses } = await readFileApart(path, {
    name,
    ...(signal ? { signal } : {}),
    ...(onPage ? { onPage } : {}),
    ...(limits ? { limits } : {}),
    ...(keptPages === undefined ? {} : { keptPages }),
  }).catch(async (error: unknown) => {
    // What is refused once is refused again; only what was stopped continues.
    if (keptPages !== undefined && error instanceof BadInputError) await rm(keptPages, { force: true });
    throw error;
  });
  return { title, subject: '', format: 'file', pages, losses };
}

/** The last part of a name, without what could be a path or break a line. */
function plainName(path: string): string {
  const last = basename(path.replaceAll('\\', '/'));
  const { text } = repairText(last.replace(/\p{C}/gu, ''));
  return text.slice(-longestName) || 'book';
}

const keptEnding = '.reading.jsonl';
const oldestKeptMs = 7 * 24 * 3600 * 1000;

function keptPath(originals: string, sha256: string): string {
  return join(originals, `${sha256}${keptEnding}`);
}

/** Where the pages of a book are kept while it is read. Those of readings that nobody went on with are removed. */
async function keptPagesOf(originals: string, sha256: string): Promise<string> {
  const own = keptPath(originals, sha256);
  try {
    await mkdir(originals, { recursive: true, mode: 0o700 });
    for (const name of await readdir(originals)) {
      const path = join(originals, name);
      if (!name.endsWith(keptEnding) || path === own) continue;
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > oldestKeptMs) await rm(path, { force: true });
    }
  } catch (error) {
    throw fromSystemError(error, originals);
  }
  return own;
}

async function keepOriginal(from: string, to: string): Promise<void> {
  const draft = `${to}.draft`;
  try {
    await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
    await copyFile(from, draft);
    const handle = await open(draft, 'r');
    await handle.sync().finally(() => handle.close());
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw fromSystemError(error, to);
  }
}

function duplicate(known: Book, fileName: string): BookRefusedError {
  return new BookRefusedError(
    'known',
    {
      message: `The library holds this file already: "${known.title}" (${known.id}).`,
      file: fileName,
      remedy: `To change what is known of it, remove it first: soro library remove ${known.id}`,
    },
    known.id,
  );
}
