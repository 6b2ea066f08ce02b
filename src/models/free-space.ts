import { MachineError } from '../core/errors.ts';
import { freeBytesAt } from '../core/files.ts';
import { describeBytes } from '../core/progress/describe-bytes.ts';

/** What must stay free for the database, its backups and logs. */
const reserveBytes = 200_000_000;

/**
 * Checks before anything is written that a file will have room.
 * @throws MachineError naming how much is needed and how much there is.
 */
export async function checkFreeSpace(folder: string, neededBytes: number): Promise<void> {
  const freeBytes = await freeBytesAt(folder);
  if (freeBytes >= neededBytes + reserveBytes) return;
  throw new MachineError({
    message: `The model needs ${describeBytes(neededBytes)} and ${describeBytes(reserveBytes)} in reserve; ${describeBytes(freeBytes)} are free.`,
    file: folder,
    remedy: 'Free some space: `soro model list` shows models, `soro model remove NAME` removes one.',
  });
}
