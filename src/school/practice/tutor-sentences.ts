import { type FaultName, faultNames, readSentences, type Sentences } from '../../practice/index.ts';
import type { Store } from '../database/store.ts';

/** What the tutor of this school says: Soro's sentences, with those that teachers have worded in another way. */
export function schoolSentences(store: Store): Sentences {
  const own = readSentences();
  const rows = store.all<{ fault: FaultName; text: string }>('SELECT fault, text FROM tutor_sentences');
  if (rows.length === 0) return own;
  return {
    ...own,
    faults: { ...own.faults, ...Object.fromEntries(rows.map((row) => [row.fault, row.text])) },
  };
}

/** For each fault the sentence in use, and Soro's. */
export function faultSentences(store: Store) {
  const own = readSentences().faults;
  const { faults } = schoolSentences(store);
  return faultNames.map((fault) => ({ fault, text: faults[fault], own: own[fault] }));
}

/** Words a sentence in another way; null takes Soro's back. */
export function changeSentence(store: Store, fault: FaultName, text: string | null): void {
  if (text === null || text === readSentences().faults[fault]) {
    store.run('DELETE FROM tutor_sentences WHERE fault = :fault', { fault });
    return;
  }
  store.run(
    `INSERT INTO tutor_sentences VALUES (:fault, :text) ON CONFLICT (fault) DO UPDATE SET text = :text`,
    { fault, text },
  );
}
