import type { School } from '../school.ts';
import type { Person } from './person.ts';

/** What is written down: who changed what about accounts, rights and data. Never what was asked. */
export type AuditAction =
  | 'set-up'
  | 'log-in'
  | 'log-in-failed'
  | 'join'
  | 'teacher-added'
  | 'teacher-changed'
  | 'teacher-removed'
  | 'password-changed'
  | 'password-reset'
  | 'class-added'
  | 'class-changed'
  | 'class-removed'
  | 'class-code-changed'
  | 'class-teacher-added'
  | 'class-teacher-removed'
  | 'pupil-added'
  | 'pupil-changed'
  | 'pupil-exported'
  | 'pupil-erased'
  | 'pin-reset'
  | 'people-imported'
  | 'conversation-read'
  | 'correction-written'
  | 'correction-removed'
  | 'corrections-exported'
  | 'key-added'
  | 'key-removed'
  | 'school-changed'
  | 'backup-made'
  | 'backup-downloaded'
  | 'retention'
  | 'clock-jumped';

export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly actor: { readonly id: string; readonly name: string; readonly role: string } | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

interface AuditRow {
  readonly number: number;
  readonly at: number;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly actor_role: string | null;
  readonly action: string;
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
    actor: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? '', role: row.actor_role ?? '' } : null,
    action: row.action,
    subject: row.subject,
    detail: row.detail,
  }));
  return { entries, more: rows.length > limit };
}
