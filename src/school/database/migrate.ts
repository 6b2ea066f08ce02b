import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateTo, type SchemaStep, versionOf } from '../../core/database/schema-version.ts';
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

export { versionOf };

const steps: readonly SchemaStep[] = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => ({ version: Number(name.slice(0, 4)), sql: readFileSync(join(folder, name), 'utf8') }))
  .map((step) => ({ ...step, afterwards: afterwards[step.version] }));

/** The version of the schema that this Soro works with. */
export const schemaVersion = steps.at(-1)?.version ?? 0;

/**
 * Brings a database to `target` (default: the present version), each step in one transaction.
 * @throws CorruptArtefactError when a later Soro wrote it.
 */
export function migrate(store: Store, target: number = schemaVersion): void {
  migrateTo(
    store,
    steps.filter((step) => step.version <= target),
    {
      version: schemaVersion,
      name: 'database',
      remedy: 'Use the Soro that wrote it, or a later one; or restore a backup from before the update.',
    },
  );
}
