import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CorruptArtefactError } from '../../core/errors.ts';
import { listBackups } from './backup.ts';
import { migrate } from './migrate.ts';
import { checkQuickly } from './restore.ts';
import { openStore, type Store } from './store.ts';

/**
 * Opens a school's database: looks whether its pages can be read, and brings it to the present version. One that is not
 * there is made.
 * @throws CorruptArtefactError when it is empty or damaged; the remedy names the latest backup.
 */
export async function openSchool(databaseFile: string, backupFolder: string): Promise<Store> {
  const remedy = await remedyFor(databaseFile, backupFolder);
  const size = await stat(databaseFile).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === 0) {
    throw new CorruptArtefactError({
      message: 'The database is empty: its content was lost.',
      file: databaseFile,
      remedy: remedy ?? 'There is no backup. To begin a new school, delete this file.',
    });
  }
  const store = openWhole(databaseFile, remedy);
  try {
    migrate(store);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

function openWhole(databaseFile: string, remedy: string | undefined): Store {
  let store: Store | undefined;
  try {
    store = openStore(databaseFile);
    checkQuickly(store);
    return store;
  } catch (error) {
    store?.close();
    if (!(error instanceof CorruptArtefactError)) throw error;
    const { message, remedy: usual } = error;
    throw new CorruptArtefactError({ message, file: databaseFile, remedy: remedy ?? usual, cause: error });
  }
}

/** What to type, with the latest backup's name; undefined where there is none. */
async function remedyFor(databaseFile: string, backupFolder: string): Promise<string | undefined> {
  const backups = await listBackups(backupFolder);
  const [latest] = backups;
  if (!latest) return undefined;
  const others = backups.length > 1 ? ` (${backups.length - 1} earlier ones lie beside it)` : '';
  const file = join(backupFolder, latest.name);
  return `Restore the latest backup${others}: soro restore ${file} --yes --data ${dirname(databaseFile)}`;
}
