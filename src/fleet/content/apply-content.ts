import { join } from 'node:path';
import { exists } from '../../core/files.ts';
import { dataFolder } from '../../school/index.ts';
import type { InstalledRelease } from '../decide/track.ts';
import type { TrackName } from '../packs/release.ts';
import { keepIn, readApplied } from './applied.ts';
import { applyBooks, returnBooks } from './apply-books.ts';
import { applyItems, returnItems } from './apply-items.ts';
import { applyWords } from './apply-words.ts';

export interface ContentPlace {
  /** The school's data folder. */
  readonly data: string;
  /** Where releases are remembered. */
  readonly fleet: string;
  /** The folder of a release that lies on this disk. */
  readonly folderOf: (release: string) => string;
}

/**
 * Puts the content of a release into the library, the bank of exercises or the word book, once: what teachers change
 * afterwards stays. Only adds; going back takes away what the later release has added and returns what it has
 * changed. May be cut off anywhere and called again.
 * @throws BadInputError when the school cannot take it in.
 */
export async function applyContent(
  place: ContentPlace,
  track: TrackName,
  installed: InstalledRelease | null,
  { signal, left: given }: { readonly signal: AbortSignal; readonly left: ReadonlySet<string> },
): Promise<void> {
  const kind = track.slice(0, track.indexOf('/'));
  if (kind !== 'books' && kind !== 'items' && kind !== 'words') return;
  const file = join(place.fleet, `content-${track.replace('/', '.')}.json`);
  const before = await readApplied(file);
  const release = installed?.release ?? null;
  if (before.release === release) return;
  // Before the school is set up there is no bank of exercises; a later step finds it.
  if (kind === 'items' && !(await exists(dataFolder(place.data).database))) return;
  const folder = release === null ? null : place.folderOf(release);
  // A later release only adds; one that was given up is gone back from.
  const goesBack = before.release !== null && given.has(before.release);
  const keep = keepIn(file);
  if (kind === 'words') await applyWords(place.data, track.slice('words/'.length), folder);
  if (kind === 'books') {
    if (goesBack) await returnBooks(place.data, before, release, keep);
    if (folder !== null) await applyBooks(place.data, folder, release ?? '', before, keep, signal);
  }
  if (kind === 'items') {
    const left = before.release === null || !goesBack ? null : place.folderOf(before.release);
    if (left !== null) await returnItems(place.data, left, folder, before, keep);
    if (folder !== null) await applyItems(place.data, folder, before, keep);
  }
  await keep({ ...before, release });
}
