import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import type { ClassTest } from './class-test.ts';
import { findSheet, type Sheet, stateOf } from './sheet.ts';

export type Face = 1 | 2 | 3;

/** The face that a pupil took after a study's last test, if that is asked; null for any other test. */
export function faceOf(
  store: Store,
  { number }: ClassTest,
  { personNumber }: Pick<Sheet, 'personNumber'>,
): { readonly taken: Face | null } | null {
  const row = store.get<{ taken: Face | null }>(
    `SELECT face AS taken FROM study_tests JOIN study_pupils USING (study_number)
     WHERE test_number = :test AND moment = 'after' AND person_number = :person`,
    { test: number, person: personNumber },
  );
  return row ?? null;
}

/**
 * Keeps which of three faces a pupil took; taken again, the last one stands.
 * @throws SchoolError `not-found` where it is not asked: another test, or one that is still written.
 */
export function takeFace(school: School, test: ClassTest, person: Person, face: Face): void {
  const { store } = school;
  const sheet = findSheet(store, test, person);
  const isFinished = sheet && stateOf(school, test, sheet) !== 'writing';
  if (!isFinished || faceOf(store, test, sheet) === null) throw notFound('question after this test');
  store.run(
    `UPDATE study_pupils SET face = :face WHERE person_number = :person
     AND study_number = (SELECT study_number FROM study_tests WHERE test_number = :test)`,
    { face, person: person.number, test: test.number },
  );
}
