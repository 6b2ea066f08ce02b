import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../core/files.ts';

/** The tasks of a folder whose items lie in them. */
export async function ownTasks(folder: string): Promise<string[]> {
  const own: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (await exists(join(folder, name, 'items.jsonl'))) own.push(join(folder, name));
  }
  return own;
}
