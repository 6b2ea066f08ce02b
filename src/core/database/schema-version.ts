import { CorruptArtefactError } from '../errors.ts';
import type { Store } from './store.ts';

/** A step of a schema: the version it leads to, and what brings the version before it there. */
export interface SchemaStep {
  readonly version: number;
  readonly sql: string;
  /** Work that SQL cannot do, in the same transaction. */
  readonly afterwards?: ((store: Store) => void) | undefined;
}

/** The version of a database's schema (`user_version`); 0 when it is empty. */
export function versionOf(store: Store): number {
  return store.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

/**
 * Brings a database to the last of `steps` (in order of their versions), each step in a transaction of its own.
 * @throws CorruptArtefactError when its version is later than every step, with `remedy`.
 */
export function migrateTo(
  store: Store,
  steps: readonly SchemaStep[],
  known: { readonly version: number; readonly name: string; readonly remedy: string },
): void {
  const version = versionOf(store);
  if (version > known.version) {
    throw new CorruptArtefactError({
      message: `The ${known.name} is of version ${version}; this Soro knows ${known.version}.`,
      file: store.file,
      remedy: known.remedy,
    });
  }
  for (const step of steps) {
    if (step.version <= version) continue;
    store.transaction(() => {
      // Another process may have made the step while this one waited for the lock.
      if (versionOf(store) >= step.version) return;
      store.database.exec(step.sql);
      step.afterwards?.(store);
      store.database.exec(`PRAGMA user_version = ${step.version}`);
    });
  }
}
