/** What a user needs to act on an error: what happened, where, and what to do about it. */
export interface ErrorDetails {
  /** One sentence: what is wrong. */
  readonly message: string;
  /** The file, folder or address concerned. */
  readonly file?: string | undefined;
  /** The place inside it: a line, a page, a key, an offset. */
  readonly place?: string | undefined;
  /** What the user can do now: a command or a change to make. */
  readonly remedy: string;
  /** What becomes of the work done so far; by default the family decides: see {@link SoroError.unfinishedWork}. */
  readonly unfinishedWork?: UnfinishedWork | undefined;
  readonly cause?: unknown;
}

/** Whether a failed build keeps its draft for the next attempt, or removes it. */
export type UnfinishedWork = 'keep' | 'remove';

/** Base of every error that a user can act on. Anything else that is thrown is a defect (exit code 1). */
export abstract class SoroError extends Error {
  abstract readonly exitCode: number;
  readonly file: string | undefined;
  readonly place: string | undefined;
  readonly remedy: string;
  /** `remove` where the next attempt will be other work, since its input must change first. */
  readonly unfinishedWork: UnfinishedWork;

  constructor(details: ErrorDetails, unfinishedWork: UnfinishedWork = 'keep') {
    super(details.message, { cause: details.cause });
    this.name = new.target.name;
    this.file = details.file;
    this.place = details.place;
    this.remedy = details.remedy;
    this.unfinishedWork = details.unfinishedWork ?? unfinishedWork;
  }
}

/**
 * A file, flag, recipe or request that the user gave is wrong. Say `unfinishedWork: 'keep'` where the same work can be
 * continued after the remedy: a key that expired, an address that did not answer.
 */
export class BadInputError extends SoroError {
  readonly exitCode = 2;

  constructor(details: ErrorDetails) {
    super(details, 'remove');
  }
}

/** A program, package or data folder that the work needs is not installed. */
export class MissingToolError extends SoroError {
  readonly exitCode = 2;
}

/** Something that Soro (or another program) once wrote is damaged or incomplete. */
export class CorruptArtefactError extends SoroError {
  readonly exitCode = 2;
}

/** The machine has no room, memory, port or permission left for the work. */
export class MachineError extends SoroError {
  readonly exitCode = 2;
}

/** The disk has no room for what was to be written; nothing of it was kept. */
export class DiskFullError extends MachineError {
  constructor(details: ErrorDetails) {
    super(details);
    // The family is what callers know.
    this.name = 'MachineError';
  }
}

/** The user (or the system) asked the work to stop; the same command continues where it stopped. */
export class InterruptedError extends SoroError {
  readonly exitCode = 130;

  constructor(details: Partial<ErrorDetails> = {}) {
    super({ message: 'Interrupted.', remedy: 'Run the same command again to continue.', ...details });
  }
}

/** The text shown to a user: what, where, remedy; one fact a line. */
export function formatError(error: unknown): string {
  if (!(error instanceof SoroError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `Unexpected error (a defect in Soro, please report it):\n${text}`;
  }
  const where = [error.file, error.place].filter(Boolean).join(', ');
  return [`Error: ${error.message}`, where && `  where:  ${where}`, `  remedy: ${error.remedy}`]
    .filter(Boolean)
    .join('\n');
}

/** Throws {@link InterruptedError} when the signal has been aborted. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason instanceof SoroError ? signal.reason : new InterruptedError();
}

/** Rarer refusals of the system, in words. */
const ownCodes: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'The name is longer than the system allows.',
  ELOOP: 'The links in this path form a circle.',
  EMFILE: 'Too many files are open at once.',
  ENFILE: 'Too many files are open at once.',
  EBUSY: 'Another program is using this.',
  EIO: 'The disk cannot be read or written at this place: it may be damaged.',
  ESTALE: 'The network drive was mounted again in the meantime.',
  ENOTEMPTY: 'The folder is not empty.',
  EFBIG: 'The file would be larger than the file system allows.',
  EINVAL: 'The system does not accept this name or this sort of file.',
  ENXIO: 'There is no such device.',
  ENODEV: 'There is no such device.',
  ENOTSUP: 'The file system does not support this.',
  ETXTBSY: 'This file is a program that is running.',
};

/**
 * Translates the system's errors (no space, no permission, not found) into a family; anything else
 * comes back unchanged. Use as `throw fromSystemError(error, path)`.
 */
export function fromSystemError(error: unknown, file: string): unknown {
  if (error instanceof SoroError || !(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DiskFullError({
        message: 'The disk is full.',
        file,
        remedy:
          'Free some space (`df -h` shows where) and run the same command again: finished parts are kept.',
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new MachineError({
        message: 'No permission to read or write here.',
        file,
        remedy: 'Change the permissions or name another place.',
        cause: error,
      });
    case 'ENOENT':
      return new BadInputError({
        message: 'The file does not exist.',
        file,
        remedy: 'Check the spelling of the path; it is relative to the folder you are in.',
        cause: error,
      });
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOTDIR':
      return new BadInputError({
        message:
          error.code === 'EISDIR'
            ? 'This is a folder, not a file.'
            : 'The path leads through a file, not a folder.',
        file,
        remedy: 'Check the path, or name another place.',
        cause: error,
      });
    default: {
      const message = ownCodes[String(error.code)];
      if (message === undefined) return error;
      return new MachineError({
        message,
        file,
        remedy: 'Name another place, or see `soro doctor`.',
        cause: error,
      });
    }
  }
}
