/** What one owner may ask of the machine. */
export interface Limits {
  /** Tokens of a prompt, after the oldest turns were left out. */
  readonly promptTokens: number;
  /** Tokens of an answer. */
  readonly answerTokens: number;
  readonly requestsPerMinute: number;
  /** Answers written at the same time. */
  readonly running: number;
  /** Requests that wait for a place at the same time. */
  readonly waiting: number;
}

export type Role = 'administrator' | 'teacher' | 'pupil' | 'local';

const unlimited: Limits = {
  promptTokens: Number.POSITIVE_INFINITY,
  answerTokens: Number.POSITIVE_INFINITY,
  requestsPerMinute: Number.POSITIVE_INFINITY,
  running: Number.POSITIVE_INFINITY,
  waiting: Number.POSITIVE_INFINITY,
};

const limits: Readonly<Record<Role, Limits>> = {
  // Whoever sits at the machine itself, before there are accounts.
  local: unlimited,
  administrator: { ...unlimited, requestsPerMinute: 120, running: 4, waiting: 16 },
  teacher: { ...unlimited, requestsPerMinute: 60, running: 4, waiting: 16 },
  // A page asks once at a time; two tabs and a repeated question fit.
  pupil: { promptTokens: 1536, answerTokens: 512, requestsPerMinute: 20, running: 2, waiting: 3 },
};

/** The limits of a role; a class's settings may lower them. */
export function limitsOf(role: Role): Limits {
  return limits[role];
}

/** Limits of which some are given. */
export function withLimits(given: Partial<Limits> | undefined): Limits {
  return { ...unlimited, ...given };
}
