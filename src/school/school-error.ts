/** The words by which a page tells errors apart; each stands in docs/school.md's list with its status. */
const statuses = {
  'bad-request': 400,
  'log-in-needed': 401,
  'wrong-log-in': 401,
  'not-allowed': 403,
  'set-up-needed': 403,
  csrf: 403,
  'outside-hours': 403,
  'not-found': 404,
  'already-used': 409,
  'too-large': 413,
  'wrong-media-type': 415,
  'wrong-host': 421,
  'too-long': 422,
  'too-many-attempts': 429,
  busy: 429,
  failed: 500,
  starting: 503,
  'disk-full': 507,
} as const;

export type SchoolErrorCode = keyof typeof statuses;

/** What a page may show or use beside the code. */
export interface SchoolErrorFacts {
  readonly remedy?: string | undefined;
  /** The key of the request that is wrong. */
  readonly place?: string | undefined;
  /** The line of an imported file. */
  readonly line?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly opensAt?: number | null | undefined;
}

/** A request that the school's server refuses, with what the page needs to say why. */
export class SchoolError extends Error {
  readonly code: SchoolErrorCode;
  readonly facts: SchoolErrorFacts;

  constructor(code: SchoolErrorCode, message: string, facts: SchoolErrorFacts = {}) {
    super(message);
    this.name = 'SchoolError';
    this.code = code;
    this.facts = facts;
  }

  get status(): (typeof statuses)[SchoolErrorCode] {
    return statuses[this.code];
  }
}

/** The same answer for what is not there and for what is another person's. */
export function notFound(what: string): SchoolError {
  return new SchoolError('not-found', `There is no such ${what}.`);
}

export function notAllowed(message = 'This is not for this role.'): SchoolError {
  return new SchoolError('not-allowed', message);
}
