import { statfs } from 'node:fs/promises';
import { MachineError } from '../core/errors.ts';

/** What must stay free for the database, its backups and logs. */
const reserveBytes = 200_000_000;

/**
 * Checks before anything is written that a file will have room.
 * @throws MachineError naming how much is needed and how much there is.
 */
export async function checkFreeSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes + reserveBytes) return;
  throw new MachineError({
    message: `The model needs ${inMegabytes(neededBytes)} and ${inMegabytes(reserveBytes)} in reserve; ${inMegabytes(freeBytes)} are free.`,
    file: folder,
    remedy: 'Free some space: `soro model list` shows models, `soro model remove NAME` removes one.',
  });
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
