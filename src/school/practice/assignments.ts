import { findClass, type SchoolClass } from '../classes/class.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { newId } from '../secrets.ts';

/** Work given to a class: a subject, or one of its topics. */
export interface Assignment {
  readonly id: string;
  readonly subject: string;
  readonly topic: string | null;
  readonly dueAt: number | null;
}

interface AssignmentRow {
  readonly id: string;
  readonly subject: string;
  readonly topic: string | null;
  readonly due_at: number | null;
}

/** The latest first. */
export function listAssignments(store: Store, classNumber: number): Assignment[] {
  return store
    .all<AssignmentRow>(
      'SELECT id, subject, topic, due_at FROM assignments WHERE class_number = :class ORDER BY number DESC',
      { class: classNumber },
    )
    .map(({ due_at: dueAt, id, subject, topic }) => ({ id, subject, topic, dueAt }));
}

/** Work of the pupil's class. @throws SchoolError `not-found`. */
export function ownAssignment({ store }: School, person: Person, id: string): Assignment {
  const found = listAssignments(store, person.classNumber ?? -1).find((one) => one.id === id);
  if (!found) throw notFound('work');
  return found;
}

/** Gives work; the same client id gives it once. */
export function addAssignment(
  { store, clock }: School,
  { number }: SchoolClass,
  work: Omit<Assignment, 'id'> & { readonly clientId: string },
): void {
  store.run(
    `INSERT OR IGNORE INTO assignments (id, class_number, client_id, subject, topic, due_at, created_at)
     VALUES (:id, :class, :clientId, :subject, :topic, :dueAt, :now)`,
    { id: newId(), class: number, ...work, now: clock() },
  );
}

/** @throws SchoolError `not-found`. */
export function removeAssignment({ store }: School, { number }: SchoolClass, id: string): void {
  const { changes } = store.run('DELETE FROM assignments WHERE class_number = :class AND id = :id', {
    class: number,
    id,
  });
  if (changes === 0) throw notFound('work');
}

/** The work of a pupil's class, with how many of its questions the pupil has answered. */
export function ownAssignments({ store }: School, person: Person) {
  const found = findClass(store, 'number = :number', { number: person.classNumber ?? -1 });
  if (!found) return [];
  return listAssignments(store, found.number).map((work) => {
    const counts = store.one<{ items: number; seen: number }>(
      `SELECT count(*) AS items, count(item_id) AS seen
       FROM item LEFT JOIN memories ON item_id = id AND person_number = :person
       WHERE newest = 1 AND status = 'approved' AND subject = :subject AND (:topic IS NULL OR topic = :topic)`,
      { person: person.number, subject: work.subject, topic: work.topic },
    );
    return { ...work, ...counts };
  });
}
