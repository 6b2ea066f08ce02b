import type { Store } from './database/store.ts';
import { newToken } from './secrets.ts';

/** Single values that the server keeps: the school's name, what it knows of the clock. */
export type FactName =
  | 'school-name'
  | 'retention-days'
  | 'set-up-token'
  | 'csrf-secret'
  | 'clock-high-mark'
  | 'clock-doubted-ms'
  | 'last-backup-at'
  | 'last-backup-content'
  | 'followed-settings'
  | 'serving-days'
  | 'home-mark';

/** The secret by which the server knows what it has signed; made at the first need. */
export function serverSecret(store: Store): string {
  const known = readFact(store, 'csrf-secret');
  if (known !== undefined) return known;
  const secret = newToken();
  writeFact(store, 'csrf-secret', secret);
  return secret;
}

export function readFact(store: Store, key: FactName): string | undefined {
  return store.get<{ value: string }>('SELECT value FROM facts WHERE key = :key', { key })?.value;
}

/** Writes a value; undefined removes it. */
export function writeFact(store: Store, key: FactName, value: string | undefined): void {
  if (value === undefined) store.run('DELETE FROM facts WHERE key = :key', { key });
  else {
    store.run(
      'INSERT INTO facts (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value',
      {
        key,
        value,
      },
    );
  }
}
