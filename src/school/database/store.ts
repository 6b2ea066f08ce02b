import { openStore as openSqlite, type Store } from '../../core/database/store.ts';
import { type StoreWords, storeError } from '../../core/database/store-error.ts';

export type { Store };

const words: StoreWords = {
  name: 'database',
  whenDamaged: 'Stop Soro and run `soro restore` with the latest backup; `soro doctor` says more.',
};

/** `durable`: a commit returns when the disk has it. `loose`: a power cut may lose the last second, a kill nothing. */
export type Durability = 'durable' | 'loose';

/**
 * Opens the school's database; what is deleted is overwritten. Knows no schema; see `migrate`.
 * @throws MachineError without permission or space, CorruptArtefactError when it is not a database.
 */
export function openStore(file: string, durability: Durability = 'durable'): Store {
  const synchronous = durability === 'durable' ? 'full' : 'normal';
  return openSqlite(file, { synchronous, secureDelete: true, words });
}

/** Translates what SQLite throws outside a store's own methods (a backup) into a family. */
export function schoolStoreError(error: unknown, file: string): unknown {
  return storeError(error, file, words);
}
