import { join } from 'node:path';
import { BookRefusedError, openLibrary } from '../../library/index.ts';
import type { Applied, Keep } from './applied.ts';
import { booksIn } from './content-pack.ts';

/** Adds the books of a release that the library does not hold. Each is written down before and after. */
export async function applyBooks(
  data: string,
  folder: string,
  release: string,
  applied: Applied,
  keep: Keep,
  signal: AbortSignal,
): Promise<void> {
  const library = openLibrary(data, { starter: false });
  try {
    for (const { file, ...details } of await booksIn(folder)) {
      try {
        const { book } = await library.add(join(folder, file), { ...details, fileName: file, signal });
        applied.books[book.id] = release;
        await keep(applied);
      } catch (error) {
        // The school has it already; it stays the school's own.
        if (!(error instanceof BookRefusedError) || error.reason !== 'known') throw error;
      }
    }
  } finally {
    library.close();
  }
}

/** Takes away the books that the release which is left has brought, and that no release before it has. */
export async function returnBooks(
  data: string,
  applied: Applied,
  to: string | null,
  keep: Keep,
): Promise<void> {
  const library = openLibrary(data, { starter: false });
  try {
    for (const [id, release] of Object.entries(applied.books)) {
      if (release !== applied.release || release === to) continue;
      library.remove(id);
      delete applied.books[id];
      await keep(applied);
    }
  } finally {
    library.close();
  }
}
