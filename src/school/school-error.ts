import { type ErrorCode, errorStatuses } from './contract/errors.ts';
import type { ImportReason } from './contract/import-columns.ts';
import type { Rules } from './contract/index.ts';

/** What a page may show or use beside the code. */
export interface SchoolErrorFacts {
  readonly remedy?: string | undefined;
  /** The key of the request that is wrong. */
  readonly place?: string | undefined;
  /** The line of an imported file. */
  readonly line?: number | undefined;
  /** Why that line was refused. */
  readonly reason?: ImportReason | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly opensAt?: number | null | undefined;
  readonly rules?: Rules | undefined;
}

/** A request that the school's server refuses, with what the page needs to say why. */
export class SchoolError extends Error {
  readonly code: ErrorCode;
  readonly facts: SchoolErrorFacts;

  constructor(code: ErrorCode, message: string, facts: SchoolErrorFacts = {}) {
    super(message);
    this.name = 'SchoolError';
    this.code = code;
    this.facts = facts;
  }

  get status(): (typeof errorStatuses)[ErrorCode] {
    return errorStatuses[this.code];
  }
}

/** The same answer for what is not there and for what is another person's. */
export function notFound(what: string): SchoolError {
  return new SchoolError('not-found', `There is no such ${what}.`);
}

export function notAllowed(message = 'This is not for this role.'): SchoolError {
  return new SchoolError('not-allowed', message);
}
