import { basename, dirname } from 'node:path';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { sourceVersion } from './sources/read-source.ts';
import { readTaskDescription, taskFile } from './task.ts';

/** What determines the items of tasks and how they are asked, by name: for fingerprints. */
export async function hashTasks(
  folders: readonly string[],
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const folder of folders) {
    const name = `task ${basename(folder)}`;
    const { items, fewShot } = await readTaskDescription(folder);
    hashes[`${name}, description`] = await hashFile(taskFile(folder), signal);
    // Of a variant of a task (FOLDER@VARIANT) the items are the task's own.
    const source = dirname(taskFile(folder));
    hashes[`${name}, items`] = await sourceVersion(items, source, signal);
    if (fewShot) hashes[`${name}, examples`] = await sourceVersion(fewShot.from, source, signal);
  }
  return hashes;
}
