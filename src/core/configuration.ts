import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project: where package.json lies. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Where assembled models, hash records and other things that can be made again are kept. */
export function cacheFolder(): string {
  return resolve(process.env.SORO_CACHE ?? join(projectFolder, '.cache'));
}

/** The folder of shared data (real Tajik text, base weights); need not exist. */
export function sharedFolder(): string {
  return resolve(projectFolder, process.env.SORO_SHARED ?? '../shared');
}
