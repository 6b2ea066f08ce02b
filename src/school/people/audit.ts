import type { AuditEntry } from '../contract/index.ts';
import type { AuditAction } from '../contract/names/audit-actions.ts';
import type { Role } from '../contract/people.ts';
import type { Store } from '../database/store.ts';
import type { School } from '../school.ts';
import { findPerson, type Person } from './person.ts';

interface AuditRow {
  readonly number: number;
  readonly at: number;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly actor_role: Role | null;
  readonly action: AuditAction;
  readonly subject: string;
  readonly detail: string;
}

/** Writes one line of the audit log; `subject` is an id, so that erasing a person leaves no name behind. */
export function audit(
  { store, clock }: School,
  actor: Person | undefined,
  action: AuditAction,
  subject = '',
  detail = '',
): void {
  // A pupil's name leaves with the pupil; staff are named.
  const named = actor && actor.role !== 'pupil';
  store.run(
    `INSERT INTO audit (at, actor_id, actor_name, actor_role, action, subject, detail)
     VALUES (:at, :id, :name, :role, :action, :subject, :detail)`,
    {
      at: clock(),
      id: actor?.id ?? null,
      name: named ? actor.name : null,
      role: actor?.role ?? null,
      action,
      subject,
      detail,
    },
  );
}

/**
 * Performs a change and writes it down: both, or neither. Staff who remove themselves are not named.
 */
export function audited<Value>(
  school: School,
  actor: Person,
  [action, subject, detail]: readonly [action: AuditAction, subject?: string, detail?: string],
  perform: () => Value,
): Value {
  return school.store.transaction(() => {
    const value = perform();
    audit(school, personAfter(school.store, actor), action, subject, detail);
    return value;
  });
}

/** Whoever made a change, unless it removed them. */
function personAfter(store: Store, { number }: Person): Person | undefined {
  return findPerson(store, 'number = :number', { number });
}

/** The latest entries first; `before` is the id of the last one seen. */
export function listAudit(
  { store }: School,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): { readonly entries: AuditEntry[]; readonly more: boolean } {
  const rows = store.all<AuditRow>(
    'SELECT * FROM audit WHERE number < :before ORDER BY number DESC LIMIT :limit',
    { before: before ? Number(before) : Number.MAX_SAFE_INTEGER, limit: limit + 1 },
  );
  const entries = rows.slice(0, limit).map((row) => ({
    id: String(row.number),
    at: row.at,
    actor:
      row.actor_id !== null && row.actor_role !== null
        ? { id: row.actor_id, name: row.actor_name ?? '', role: row.actor_role }
        : null,
    action: row.action,
    subject: row.subject,
    subjectName: nameOfId(store, row.subject),
    detail: row.detail,
    detailName: nameOfId(store, row.detail),
  }));
  return { entries, more: rows.length > limit };
}

/** What is called by an id: a person, a class, the owner of a conversation or of an answer, a key. */
function nameOfId(store: Store, id: string): string | null {
  if (id === '') return null;
  const found = store.get<{ name: string }>(
    `SELECT name FROM people WHERE id = :id
     UNION ALL SELECT name FROM classes WHERE id = :id
     UNION ALL SELECT name FROM api_keys WHERE id = :id
     UNION ALL SELECT json_extract(plan, '$.title') FROM studies WHERE id = :id
     UNION ALL SELECT people.name FROM conversations
       JOIN people ON people.number = person_number WHERE conversations.id = :id
     UNION ALL SELECT people.name FROM messages
       JOIN conversations ON conversations.number = conversation_number
       JOIN people ON people.number = person_number WHERE messages.id = :id
     LIMIT 1`,
    { id },
  );
  return found?.name ?? null;
}
