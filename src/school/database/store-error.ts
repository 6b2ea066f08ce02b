import { CorruptArtefactError, fromSystemError, MachineError, SoroError } from '../../core/errors.ts';

/** The database had no room for a change; nothing of the change was kept. */
export class DiskFullError extends MachineError {}

// https://sqlite.org/rescode.html, the primary codes (the lowest eight bits of an extended one).
const codes = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notDatabase: 26 };
/** SQLITE_IOERR_WRITE and _FSYNC, _TRUNCATE, _SHMSIZE: what a full disk gives where it is noticed late. */
const writeErrors = new Set([778, 1034, 1546, 4874]);

/** Translates what SQLite throws into a family; anything else comes back unchanged. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof SoroError || !(error instanceof Error)) return error;
  if (!('errcode' in error) || typeof error.errcode !== 'number') return fromSystemError(error, file);
  const primary = error.errcode & 0xff;
  if (primary === codes.full || writeErrors.has(error.errcode)) {
    return new DiskFullError({
      message: 'The disk is full: the database cannot be written.',
      file,
      remedy: 'Free some space (`df -h` shows where); nothing that was confirmed is lost.',
      cause: error,
    });
  }
  if (primary === codes.corrupt || primary === codes.notDatabase) {
    return new CorruptArtefactError({
      message: `The database is damaged: ${error.message}.`,
      file,
      remedy: 'Stop Soro and run `soro restore` with the latest backup; `soro doctor` says more.',
      cause: error,
    });
  }
  if (primary === codes.readOnly || primary === codes.cannotOpen) {
    return new MachineError({
      message: 'The database cannot be opened for writing.',
      file,
      remedy: 'Check who owns the file and its folder: the user who runs Soro must be able to write there.',
      cause: error,
    });
  }
  if (primary === codes.busy || primary === codes.ioError) {
    return new MachineError({
      message:
        primary === codes.busy ? 'Another program holds the database.' : `The disk fails: ${error.message}.`,
      file,
      remedy:
        primary === codes.busy
          ? 'End the other program (a second Soro, a database browser) and try again.'
          : 'Look at the disk (`dmesg`), and back up what can be read.',
      cause: error,
    });
  }
  return error;
}
