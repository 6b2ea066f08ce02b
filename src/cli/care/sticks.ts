import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../core/files.ts';

/** Where systems mount sticks: `/media/NAME`, `/media/USER/NAME`, `/run/media/USER/NAME`, `/Volumes/NAME`. */
const places = ['/media', '/run/media', '/Volumes', '/mnt'];
/** A mount may be a large disk: only the first folders are looked at. */
const mostFolders = 32;

/** Folders of sticks that hold releases: at the top, or in a folder of their own. */
export async function sticksWithReleases(roots: readonly string[] = places): Promise<string[]> {
  const found: string[] = [];
  for (const root of roots) await look(root, 3, found);
  return found.sort();
}

async function look(folder: string, depth: number, found: string[]): Promise<void> {
  if (await exists(join(folder, 'metadata', 'timestamp.json'))) {
    found.push(folder);
    return;
  }
  if (depth === 0) return;
  // A mount that cannot be read is no stick of ours.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.slice(0, mostFolders))
    if (entry.isDirectory() && !entry.name.startsWith('.'))
      await look(join(folder, entry.name), depth - 1, found);
}
