import type { TaskReply } from '../../../../src/office/contract/index.ts';

export type BookWord = TaskReply<'wordBook'>['words'][number];

const databaseName = 'soro-words';
const store = 'book';
const key = 'words';

/** The word book that is kept on this device; nothing where none is. */
export async function keptWords(): Promise<readonly BookWord[] | undefined> {
  try {
    return await inStore('readonly', (book) => book.get(key) as IDBRequest<readonly BookWord[] | undefined>);
  } catch {
    // No database in this browser, as in a private window: nothing is kept.
    return undefined;
  }
}

/** Keeps the word book on this device (about 350 kB). */
export async function keepWords(words: readonly BookWord[]): Promise<void> {
  await inStore('readwrite', (book) => book.put(words, key));
}

export async function forgetWords(): Promise<void> {
  await inStore('readwrite', (book) => book.delete(key));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (book: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const database = await resultOf(opening);
  try {
    return await resultOf(work(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
