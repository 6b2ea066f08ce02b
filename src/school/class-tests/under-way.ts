import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { listTests } from './class-test.ts';
import { listSheets, stateOf } from './sheet.ts';

/** Whether somebody of the person's class writes a test that closes the chat meanwhile. */
export function isTestUnderWay(school: School, { classNumber }: Pick<Person, 'classNumber'>): boolean {
  if (classNumber === null) return false;
  const hasOpen = school.store.get(
    `SELECT 1 FROM sheets JOIN tests ON tests.number = test_number
     WHERE class_number = :class AND submitted_at IS NULL LIMIT 1`,
    { class: classNumber },
  );
  // Most questions are asked while nobody writes.
  if (!hasOpen) return false;
  return listTests(school.store, classNumber).some(
    (test) =>
      test.settings.chatClosed &&
      listSheets(school.store, test).some((sheet) => stateOf(school, test, sheet) === 'writing'),
  );
}
