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
  return store.one<{ user_version: number }>('PRAGMA user_version').user_version;
}

/** SQLite's `application_id`: `S`, then in twelve bits each the oldest version that may open a database, and its own. */
const mark = 0x53000000;
const mostVersion = 0xfff;

/** The oldest version of Soro's schema that can work with a database; undefined where nothing says so. */
export function oldestReader(store: Store): number | undefined {
  const id = store.one<{ application_id: number }>('PRAGMA application_id').application_id;
  const isOurs = (id & 0x7f000000) === mark && (id & mostVersion) === versionOf(store);
  return isOurs ? (id >> 12) & mostVersion : undefined;
}

/**
 * Whether a step only adds tables, indexes and columns that may be left out, so that the Soro before it continues working
 * with the database, and loses nothing, when an update is gone back from.
 */
export function onlyExpands(sql: string): boolean {
  return sql
    .replaceAll(/--[^\n]*/gu, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean)
    .every(
      (statement) =>
        /^CREATE\s+(?:VIRTUAL\s+)?(?:TABLE|INDEX)\b/iu.test(statement) ||
        (/^ALTER\s+TABLE\s+\S+\s+ADD\b/iu.test(statement) &&
          (!/\bNOT\s+NULL\b/iu.test(statement) || /\bDEFAULT\b/iu.test(statement))),
    );
}

/**
 * Brings a database to the last of `steps` (in order of their versions), each step in a transaction of its own. One that a
 * later Soro has only expanded is left as it is: this Soro can work with it.
 * @throws CorruptArtefactError when a later Soro has changed it otherwise, with `remedy`.
 */
export function migrateTo(
  store: Store,
  steps: readonly SchemaStep[],
  known: { readonly version: number; readonly name: string; readonly remedy: string },
): void {
  const version = versionOf(store);
  if (version > known.version) {
    if ((oldestReader(store) ?? version) <= known.version) return;
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
      const before = versionOf(store);
      const oldest = before > 0 && onlyExpands(step.sql) ? (oldestReader(store) ?? before) : step.version;
      store.database.exec(`PRAGMA application_id = ${mark | (oldest << 12) | step.version}`);
      store.database.exec(`PRAGMA user_version = ${step.version}`);
    });
  }
}
