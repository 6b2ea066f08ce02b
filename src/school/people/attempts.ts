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

/**
 * An account: five tries, then 30 s, doubling up to an hour: some 30 guesses on the first day, 24 on each later
 * one, of 20,736 PINs. An address is shared by a classroom behind one access point, so it may fail more often.
 */
export const patience = {
  account: {
    freeFailures: 5,
    firstWaitMs: 30_000,
    longestWaitMs: 60 * minuteMs,
    memoryMs: 24 * 60 * minuteMs,
  },
  address: { freeFailures: 40, firstWaitMs: 60_000, longestWaitMs: 30 * minuteMs, memoryMs: 60 * minuteMs },
} as const satisfies Record<string, Patience>;

type SubjectKind = keyof typeof patience;

interface AttemptRow {
  readonly failures: number;
  readonly last_at: number;
  readonly locked_until: number;
}

/**
 * Counts an attempt as failed before it is tried, so that a thousand at once are not a thousand guesses; call
 * `attemptSucceeded` when it was right.
 * @throws SchoolError `too-many-attempts` while the account or the address has to wait.
 */
export function beginAttempt(school: School, subjects: readonly `${SubjectKind}:${string}`[]): void {
  const { store, clock } = school;
  const now = clock();
  store.transaction(() => {
    for (const subject of subjects) {
      const waitMs = lockedForMs(school, subject);
      if (waitMs > 0) {
        const retryAfterSeconds = Math.ceil(waitMs / 1000);
        throw new SchoolError('too-many-attempts', 'Too many wrong attempts.', { retryAfterSeconds });
      }
    }
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

/** Forgets the failures of an account, and the one that `beginAttempt` had counted for the address. */
export function attemptSucceeded(school: School, subjects: readonly `${SubjectKind}:${string}`[]): void {
  for (const subject of subjects) {
    if (subject.startsWith('account:')) forgetAttempts(school, subject);
    else {
      school.store.run(
        'UPDATE attempts SET failures = max(0, failures - 1), locked_until = 0 WHERE subject = :subject',
        {
          subject,
        },
      );
    }
  }
}

/** Lifts the lock of an account. */
export function forgetAttempts({ store }: School, subject: string): void {
  store.run('DELETE FROM attempts WHERE subject = :subject', { subject });
}

/** How long a subject still has to wait; 0 when it need not. */
export function lockedForMs(school: School, subject: string): number {
  const known = read(school, subject);
  return known ? Math.max(0, known.locked_until - school.clock()) : 0;
}

/** Removes what no longer counts. */
export function sweepAttempts({ store, clock }: School): void {
  store.run('DELETE FROM attempts WHERE last_at < :before', { before: clock() - patience.account.memoryMs });
}

function read({ store, clock }: School, subject: string): AttemptRow | undefined {
  const row = store.get<AttemptRow>(
    'SELECT failures, last_at, locked_until FROM attempts WHERE subject = :subject',
    {
      subject,
    },
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
