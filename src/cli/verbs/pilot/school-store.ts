import { BadInputError } from '../../../core/errors.ts';
import { exists } from '../../../core/files.ts';
import { dataFolder, openStore, type Store } from '../../../school/index.ts';

/** Opens the database of a school's data folder for a while; a server that runs may use it meanwhile. */
export async function withSchoolStore<Value>(folder: string, use: (store: Store) => Value): Promise<Value> {
  const { database } = dataFolder(folder);
  if (!(await exists(database))) {
    throw new BadInputError({
      message: 'There is no school here.',
      file: database,
      remedy: 'Name the folder that `soro serve --data` works with.',
    });
  }
  const store = openStore(database);
  try {
    return use(store);
  } finally {
    store.close();
  }
}
