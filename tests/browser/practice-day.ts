import { itemBankOf } from '../../src/practice/index.ts';
import { addTest, type ClassTest, type TestSettings } from '../../src/school/class-tests/class-test.ts';
import type { SchoolClass } from '../../src/school/classes/class.ts';
import type { Person } from '../../src/school/people/person.ts';
import { addAssignment } from '../../src/school/practice/assignments.ts';
import { addStarterItems, itemsOf, setItemStatus } from '../../src/school/practice/items.ts';
import type { BrowserSchool } from './school.ts';

/** A class with questions, work and a test. */
export interface PracticeDay {
  readonly teacher: Person;
  readonly schoolClass: SchoolClass;
  readonly pupils: readonly Person[];
  makeTest(settings?: Partial<TestSettings>): ClassTest;
}

/** The items of a test in a browser: one of each kind, of the starter items. */
export const testItemIds = [
  'astronomy/sun-and-solar-system/1',
  'astronomy/sun-and-solar-system/2',
  'astronomy/sun-and-solar-system/3',
  'astronomy/sun-and-solar-system/4',
  'astronomy/moon-phases/4',
] as const;

/** Puts the starter questions of astronomy, approved, and a class into a school. */
export async function fillPracticeDay(school: BrowserSchool): Promise<PracticeDay> {
  const inside = school.inside.school;
  await school.addAdministrator();
  const teacher = await school.addTeacher();
  const schoolClass = school.addClass('7-А', teacher);
  const names = ['Фирӯза', 'Ҷамшед', 'Нилуфар'];
  const pupils = await Promise.all(names.map((name) => school.addPupil(schoolClass, name)));
  addStarterItems(inside);
  const ids = itemsOf(inside.store, { subject: 'Астрономия' }).map(({ id }) => id);
  setItemStatus(inside, ids, 'approved');
  addAssignment(inside, schoolClass, {
    clientId: 'practice-day-work-1',
    subject: 'Астрономия',
    topic: 'Марҳалаҳои Моҳ',
    dueAt: null,
  });
  let count = 0;
  return {
    teacher,
    schoolClass,
    pupils,
    makeTest(settings = {}) {
      count += 1;
      const now = inside.clock();
      const chosen = testItemIds.filter((id) => itemBankOf(inside.store).get(id));
      return addTest(inside, schoolClass, {
        clientId: `practice-day-test-${count}`,
        title: `Санҷиши ${count}`,
        settings: {
          order: 'same',
          opensAt: now - 1000,
          closesAt: now + 3_600_000,
          minutes: 20,
          chatClosed: true,
          results: 'at-once',
          ...settings,
        },
        choice: { by: 'items', itemIds: chosen },
      });
    },
  };
}
