import { CorruptArtefactError, DiskFullError, fromSystemError, MachineError, SoroError } from '../errors.ts';

/** What errors say of a file. */
export interface StoreWords {
  /** What the file is: "database", "library". */
  readonly name: string;
  /** What to do when the file is damaged. */
  readonly whenDamaged: string;
}

// https://sqlite.org/rescode.html, the primary codes (the lowest eight bits of an extended one).
const codes = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notDatabase: 26 };
/** SQLITE_IOERR_WRITE and _FSYNC, _TRUNCATE, _SHMSIZE: what a full disk gives where it is noticed late. */
const writeErrors = new Set([778, 1034, 1546, 4874]);

/** Translates what SQLite throws into a family; anything else comes back unchanged. */
export function storeError(error: unknown, file: string, words: StoreWords): unknown {
  if (error instanceof SoroError || !(error instanceof Error)) return error;
  if (!('errcode' in error) || typeof error.errcode !== 'number') return fromSystemError(error, file);
  const details = { file, cause: error };
  const primary = error.errcode & 0xff;
  if (primary === codes.full || writeErrors.has(error.errcode)) {
    return new DiskFullError({
      message: `The disk is full: the ${words.name} cannot be written.`,
      remedy: 'Free some space (`df -h` shows where); nothing that was confirmed is lost.',
      ...details,
    });
  }
  if (primary === codes.corrupt || primary === codes.notDatabase) {
    return new CorruptArtefactError({
      message: `The ${words.name} is damaged: ${error.message}.`,
      remedy: words.whenDamaged,
      ...details,
    });
  }
  if (primary === codes.readOnly || primary === codes.cannotOpen) {
    return new MachineError({
      message: `The ${words.name} cannot be opened for writing.`,
      remedy: 'Check who owns the file and its folder: the user who runs Soro must be able to write there.',
      ...details,
    });
  }
  if (primary === codes.busy) {
    return new MachineError({
      message: `Another program holds the ${words.name}.`,
      remedy: 'End the other program (a second Soro, a database browser) and try again.',
      ...details,
    });
  }
  if (primary === codes.ioError) {
    return new MachineError({
      message: `The disk fails: ${error.message}.`,
      remedy: 'Look at the disk (`dmesg`), and back up what can be read.',
      ...details,
    });
  }
  return error;
}
