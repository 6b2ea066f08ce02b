import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CorruptArtefactError } from '../../core/errors.ts';
import { renewNameKeys } from './name-key.ts';
import { keyCorrections } from './question-key.ts';
import { indexAllMessages } from './search-index.ts';
import type { Store } from './store.ts';

const folder = join(import.meta.dirname, 'migrations');

/** Work that SQL cannot do, after the step of that number. */
const afterwards: Readonly<Record<number, (store: Store) => void>> = {
  3: indexAllMessages,
  4: (store) => {
    renewNameKeys(store);
    keyCorrections(store);
  },
};

const steps = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => ({ version: Number(name.slice(0, 4)), sql: readFileSync(join(folder, name), 'utf8') }));

/** The version of the schema that this Soro works with. */
export const schemaVersion = steps.at(-1)?.version ?? 0;

/** The version a database has; 0 when it is empty. */
export function versionOf(store: Store): number {
  return store.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

/**
 * Brings a database to `target` (default: the present version), each step in one transaction.
 * @throws CorruptArtefactError when a later Soro wrote it.
 */
export function migrate(store: Store, target: number = schemaVersion): void {
  const version = versionOf(store);
  if (version > schemaVersion) {
    throw new CorruptArtefactError({
      message: `The database is of version ${version}; this Soro knows ${schemaVersion}.`,
      file: store.file,
      remedy: 'Use the Soro that wrote it, or a later one; or restore a backup from before the update.',
    });
  }
  for (const step of steps) {
    if (step.version <= version || step.version > target) continue;
    store.transaction(() => {
      store.database.exec(step.sql);
      afterwards[step.version]?.(store);
      store.database.exec(`PRAGMA user_version = ${step.version}`);
    });
  }
}
