import type { Role } from '../contract/people.ts';
import type { School } from '../school.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { findPerson, type Person } from './person.ts';

const dayMs = 24 * 60 * 60_000;

/** How long a session lives without being used, by role; then a new log-in is needed. */
export const idleMs: Readonly<Record<Role, number>> = {
  local: dayMs,
  pupil: 30 * dayMs,
  teacher: 7 * dayMs,
  administrator: dayMs / 2,
};
/** However much it is used. */
const longestMs = 90 * dayMs;
/** A session's end is moved at most this often. */
const touchMs = 5 * 60_000;

export interface Session {
  readonly person: Person;
  /** What the page sends back in `x-soro-csrf`. */
  readonly csrf: string;
  readonly tokenHash: string;
}

interface SessionRow {
  readonly person_number: number;
  readonly csrf: string;
  readonly created_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
}

/** Starts a session and returns the token for the cookie; only its hash is kept. */
export function startSession({ store, clock }: School, person: Person): string {
  const token = newToken();
  const now = clock();
  store.run(
    `INSERT INTO sessions (token_hash, person_number, csrf, created_at, seen_at, expires_at)
     VALUES (:hash, :person, :csrf, :now, :now, :expires)`,
    {
      hash: tokenHash(token),
      person: person.number,
      csrf: newToken(),
      now,
      expires: now + idleMs[person.role],
    },
  );
  store.run('UPDATE people SET last_seen_at = :now WHERE number = :number', { now, number: person.number });
  return token;
}

/** The session of a cookie; undefined when it is unknown, ended or too old. */
export function findSession({ store, clock }: School, token: string | undefined): Session | undefined {
  if (!token || token.length > 100) return undefined;
  const hash = tokenHash(token);
  const row = store.get<SessionRow>('SELECT * FROM sessions WHERE token_hash = :hash', { hash });
  if (!row) return undefined;
  const now = clock();
  if (now >= row.expires_at || now >= row.created_at + longestMs) {
    store.run('DELETE FROM sessions WHERE token_hash = :hash', { hash });
    return undefined;
  }
  const person = findPerson(store, 'number = :number', { number: row.person_number });
  if (!person) return undefined;
  if (Math.abs(now - row.seen_at) > touchMs) {
    store.run('UPDATE sessions SET seen_at = :now, expires_at = :expires WHERE token_hash = :hash', {
      now,
      expires: now + idleMs[person.role],
      hash,
    });
    store.run('UPDATE people SET last_seen_at = :now WHERE number = :number', { now, number: person.number });
  }
  return { person, csrf: row.csrf, tokenHash: hash };
}

export function endSession({ store }: School, session: Session): void {
  store.run('DELETE FROM sessions WHERE token_hash = :hash', { hash: session.tokenHash });
}

/** Ends every session of a person: after a new password, a new PIN or another role. */
export function endSessions({ store }: School, person: Person): void {
  store.run('DELETE FROM sessions WHERE person_number = :number', { number: person.number });
}

export function sweepSessions({ store, clock }: School): void {
  store.run('DELETE FROM sessions WHERE expires_at < :now', { now: clock() });
}
