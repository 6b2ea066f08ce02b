import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';

/** How often something may fail before it has to wait, and how the wait grows. */
interface Patience {
  readonly freeFailures: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Failures older than this are forgotten. */
  readonly memoryMs: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * What is counted. The strictest count is of one account tried from one place, so that whoever guesses waits and whom
 * they guess at does not. A classroom shares one address: a whole class that mistypes stays far below its count.
 */
export const patience = {
  /** One account from one browser (or from one address, where a browser keeps no cookie). */
  pair: { freeFailures: 5, firstWaitMs: 30_000, longestWaitMs: 60 * minuteMs, memoryMs: dayMs },
  /**
   * One account from all browsers in which its owner has never logged in: some 30 guesses on the first day and 24 on each
   * later one, of 20,736 PINs, however many addresses they come from.
   */
  account: { freeFailures: 30, firstWaitMs: minuteMs, longestWaitMs: 60 * minuteMs, memoryMs: dayMs },
  /** Join codes that do not exist, from one browser. */
  codes: { freeFailures: 20, firstWaitMs: 30_000, longestWaitMs: 30 * minuteMs, memoryMs: 60 * minuteMs },
  /** Everything that fails from one address, except in browsers in which somebody has logged in before. */
  address: { freeFailures: 300, firstWaitMs: 10_000, longestWaitMs: 5 * minuteMs, memoryMs: 60 * minuteMs },
} as const satisfies Record<string, Patience>;

type SubjectKind = keyof typeof patience;

/** What a failure is counted under. */
export type Subject = `${SubjectKind}:${string}`;

interface AttemptRow {
  readonly failures: number;
  readonly last_at: number;
  readonly locked_until: number;
}

/** @throws SchoolError `too-many-attempts` while one of the subjects has to wait. */
export function checkMayTry(school: School, subjects: readonly Subject[]): void {
  for (const subject of subjects) {
    const waitMs = lockedForMs(school, subject);
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000);
      throw new SchoolError('too-many-attempts', 'Too many wrong attempts.', { retryAfterSeconds });
    }
  }
}

/**
 * Counts an attempt as failed before it is tried, so that a thousand at once are not a thousand guesses; call
 * `attemptSucceeded` when it was right.
 * @throws SchoolError `too-many-attempts` while one of the subjects has to wait; nothing is counted then.
 */
export function beginAttempt(school: School, subjects: readonly Subject[]): void {
  const { store, clock } = school;
  const now = clock();
  store.transaction(() => {
    checkMayTry(school, subjects);
    for (const subject of subjects) {
      const rules = patience[subject.split(':', 1)[0] as SubjectKind];
      const known = read(school, subject);
      const fresh = !known || now - known.last_at > rules.memoryMs;
      const failures = (fresh ? 0 : known.failures) + 1;
      const over = failures - rules.freeFailures;
      const waitMs =
        over < 0 ? 0 : Math.min(rules.firstWaitMs * 2 ** Math.min(over, 20), rules.longestWaitMs);
      store.run(
        `INSERT INTO attempts (subject, failures, last_at, locked_until) VALUES (:subject, :failures, :now, :until)
         ON CONFLICT (subject) DO UPDATE SET failures = :failures, last_at = :now, locked_until = :until`,
        { subject, failures, now, until: now + waitMs },
      );
    }
  });
}

/** Forgets the failures of a pair; of the others only the one that `beginAttempt` had counted. */
export function attemptSucceeded({ store }: School, subjects: readonly Subject[]): void {
  for (const subject of subjects) {
    if (subject.startsWith('pair:')) {
      store.run('DELETE FROM attempts WHERE subject = :subject', { subject });
    } else {
      store.run(
        'UPDATE attempts SET failures = max(0, failures - 1), locked_until = 0 WHERE subject = :subject',
        { subject },
      );
    }
  }
}

/** Lifts every lock of an account. */
export function forgetAttempts({ store }: School, account: string): void {
  store.run(`DELETE FROM attempts WHERE ${ofAccount}`, { account, pair: pairStart(account) });
}

/** How long an account still has to wait somewhere; 0 when it need not. */
export function accountLockedForMs({ store, clock }: School, account: string): number {
  const { until } = store.get<{ until: number | null }>(
    `SELECT max(locked_until) AS until FROM attempts WHERE ${ofAccount}`,
    { account, pair: pairStart(account) },
  ) ?? { until: null };
  return Math.max(0, (until ?? 0) - clock());
}

/** Removes what no longer counts. */
export function sweepAttempts({ store, clock }: School): void {
  store.run('DELETE FROM attempts WHERE last_at < :before', { before: clock() - dayMs });
}

const ofAccount = "(subject = 'account:' || :account OR substr(subject, 1, length(:pair)) = :pair)";

function pairStart(account: string): string {
  return `pair:${account}@`;
}

function lockedForMs(school: School, subject: Subject): number {
  const known = read(school, subject);
  return known ? Math.max(0, known.locked_until - school.clock()) : 0;
}

function read({ store, clock }: School, subject: Subject): AttemptRow | undefined {
  const row = store.get<AttemptRow>(
    'SELECT failures, last_at, locked_until FROM attempts WHERE subject = :subject',
    { subject },
  );
  const now = clock();
  if (!row || row.last_at <= now) return row;
  // The clock went back: what is left of the wait counts from now on.
  const locked_until = now + Math.max(0, row.locked_until - row.last_at);
  store.run('UPDATE attempts SET last_at = :now, locked_until = :until WHERE subject = :subject', {
    subject,
    now,
    until: locked_until,
  });
  return { failures: row.failures, last_at: now, locked_until };
}
