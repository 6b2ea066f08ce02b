import { findClass } from '../classes/class.ts';
import type { ClassSettings } from '../contract/class-settings.ts';
import type { Store } from '../database/store.ts';
import { readFact, writeFact } from '../facts.ts';
import { sweepAttempts } from '../people/attempts.ts';
import { audit } from '../people/audit.ts';
import { sweepDevices } from '../people/devices.ts';
import { sweepSessions } from '../people/sessions.ts';
import type { School } from '../school.ts';

const dayMs = 24 * 60 * 60_000;
/** Conversations of teachers and administrators. */
const defaultStaffRetentionDays: ClassSettings['retentionDays'] = 365;
const auditRetentionDays = 365;

/** The school's name and how long conversations of the staff are kept. */
export function schoolSettings(store: Store): { readonly name: string; readonly retentionDays: number } {
  return { name: readFact(store, 'school-name') ?? '', retentionDays: staffRetentionDays(store) };
}

export function changeSchool(
  store: Store,
  change: { readonly name?: string | undefined; readonly retentionDays?: number | undefined },
): void {
  if (change.name !== undefined) writeFact(store, 'school-name', change.name);
  if (change.retentionDays !== undefined) writeFact(store, 'retention-days', String(change.retentionDays));
}

function staffRetentionDays(store: Store): number {
  return Number(readFact(store, 'retention-days') ?? defaultStaffRetentionDays);
}

/**
 * Deletes what is older than the class (or the school) keeps it, by a conversation's last message; and sessions,
 * failed log-ins and audit entries whose time is over. Does nothing while the clock is doubted.
 * @returns how many conversations went.
 */
export function sweep(school: School, passedMs: number): number {
  const { store } = school;
  const { trusted, jumped } = school.time.check(passedMs);
  if (jumped) audit(school, undefined, 'clock-jumped');
  if (!trusted) return 0;
  const now = school.clock();
  const removed = store.transaction(() => {
    // Stamped while the clock was ahead: counts from now on.
    store.run('UPDATE conversations SET updated_at = :now WHERE updated_at > :ahead', {
      now,
      ahead: now + dayMs,
    });
    let count = 0;
    for (const { number } of store.all<{ number: number }>('SELECT number FROM classes')) {
      const days = findClass(store, 'number = :number', { number })?.settings.retentionDays;
      if (days === undefined) continue;
      count += store.run(
        `DELETE FROM conversations WHERE updated_at < :before
           AND person_number IN (SELECT number FROM people WHERE class_number = :class)`,
        { before: now - days * dayMs, class: number },
      ).changes;
      // What is remembered of a question stays; what was typed goes.
      store.run(
        `DELETE FROM practice_answers WHERE answered_at < :before
           AND person_number IN (SELECT number FROM people WHERE class_number = :class)`,
        { before: now - days * dayMs, class: number },
      );
      store.run(
        `DELETE FROM tutor_turns WHERE said_at < :before
           AND person_number IN (SELECT number FROM people WHERE class_number = :class)`,
        { before: now - days * dayMs, class: number },
      );
      store.run(
        `DELETE FROM answer_waits WHERE at < :before
           AND person_number IN (SELECT number FROM people WHERE class_number = :class)`,
        { before: now - days * dayMs, class: number },
      );
    }
    const staffDays = staffRetentionDays(store);
    count += store.run(
      `DELETE FROM conversations WHERE updated_at < :before
         AND person_number IN (SELECT number FROM people WHERE role IN ('teacher', 'administrator'))`,
      { before: now - staffDays * dayMs },
    ).changes;
    store.run('DELETE FROM audit WHERE at < :before', { before: now - auditRetentionDays * dayMs });
    if (count > 0) audit(school, undefined, 'retention', '', `${count} conversations`);
    return count;
  });
  sweepAttempts(school);
  sweepSessions(school);
  sweepDevices(school);
  return removed;
}
