import { searchWords } from './search-words.ts';
import type { Store } from './store.ts';

/** Puts a message's present text into the search index, in the place of an earlier one. */
export function indexMessage(store: Store, number: number, text: string): void {
  store.run('DELETE FROM search WHERE rowid = :number', { number });
  store.run('INSERT INTO search (rowid, words) VALUES (:number, :words)', {
    number,
    words: searchWords(text),
  });
}

/** Makes the index of a database that had none. */
export function indexAllMessages(store: Store): void {
  for (const { number, text } of store.all<{ number: number; text: string }>(
    'SELECT number, text FROM messages',
  )) {
    indexMessage(store, number, text);
  }
}
