import { sha256 } from '../../core/artefact/fingerprint.ts';
import { itemBankOf } from '../../practice/index.ts';
import { addTest, type ClassTest, changeTest, listTests } from '../class-tests/class-test.ts';
import { drawFormsOfClass } from '../class-tests/form-of-pupil.ts';
import { listSheets, stateOf } from '../class-tests/sheet.ts';
import { listPupils } from '../classes/pupils.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { classesOf, type SchoolStudy, studyThere } from './study.ts';

export type Moment = 'before' | 'after';

/** A test of a study with the class and form it is for. */
export interface StudyTest {
  readonly moment: Moment;
  readonly form: 'A' | 'B';
  readonly test: ClassTest;
}

/**
 * Makes the tests of one moment: both forms for each class, open in the plan's window. Asked again, nothing more is made.
 * @throws SchoolError `not-allowed` before the plan is fixed or after the study was closed, `bad-request` where a
 * question of a form is not approved in its version.
 */
export function openStudyTests(school: School, study: SchoolStudy, moment: Moment): void {
  const { store } = school;
  const { plan } = study;
  if (study.fixedAt === null)
    throw new SchoolError('not-allowed', 'Fix the plan first: a plan made after a test is none.');
  if (study.closedAt !== null) throw new SchoolError('not-allowed', 'The study is closed.');
  const window = plan.windows[moment];
  const bank = itemBankOf(store);
  store.transaction(() => {
    const classes = classesOf(store, plan);
    for (const form of ['A', 'B'] as const) {
      for (const { id, version } of plan.forms[form].items) {
        const newest = bank.get(id);
        if (newest?.status === 'approved' && newest.version === version) continue;
        throw new SchoolError('bad-request', `The question "${id}" is not approved in version ${version}.`, {
          place: `forms.${form}`,
          remedy: 'The plan is fixed: bring the question back to that version.',
        });
      }
    }
    for (const { schoolClass } of classes) {
      drawFormsOfClass(store, { number: study.number, id: plan.id }, schoolClass.number);
      for (const form of ['A', 'B'] as const) {
        const { items, minutes } = plan.forms[form];
        const test = addTest(school, schoolClass, {
          clientId: sha256(`${plan.id}/${moment}/${form}`),
          // The same title for both: nobody shall look for the other one.
          title: plan.title,
          settings: {
            order: 'shuffled',
            opensAt: startOfDay(window.from),
            closesAt: startOfDay(window.to) + dayMs,
            minutes,
            chatClosed: true,
            results: 'never',
          },
          choice: { by: 'items', itemIds: items.map(({ id }) => id) },
        });
        store.run('INSERT OR IGNORE INTO study_tests VALUES (:test, :study, :moment, :form)', {
          test: test.number,
          study: study.number,
          moment,
          form,
        });
      }
    }
  });
}

const dayMs = 24 * 60 * 60_000;

/** Midnight of a day as this machine's clock shows it. */
function startOfDay(date: string): number {
  return new Date(`${date}T00:00:00`).getTime();
}

/** The tests of a class in a study. */
export function testsOfClass({ store }: School, study: SchoolStudy, classNumber: number): StudyTest[] {
  const rows = new Map(
    store
      .all<{ test: number; moment: Moment; form: 'A' | 'B' }>(
        'SELECT test_number AS test, moment, form FROM study_tests WHERE study_number = :study',
        { study: study.number },
      )
      .map((row) => [row.test, row]),
  );
  return listTests(store, classNumber).flatMap((test) => {
    const row = rows.get(test.number);
    return row ? [{ moment: row.moment, form: row.form, test }] : [];
  });
}

/** Who wrote what, by class; nothing of scores, so that nobody looks before the end. Classes that the person sees. */
export function studyProgress(school: School, study: SchoolStudy, maySee: (classNumber: number) => boolean) {
  return classesOf(school.store, study.plan).flatMap(({ schoolClass, arm }) => {
    if (!maySee(schoolClass.number)) return [];
    const tests = testsOfClass(school, study, schoolClass.number);
    const wrote = (moment: Moment) =>
      tests
        .filter((one) => one.moment === moment)
        .flatMap(({ test }) => listSheets(school.store, test).map((sheet) => stateOf(school, test, sheet)))
        .filter((state) => state === 'submitted' || state === 'time-over').length;
    return [
      {
        classId: schoolClass.id,
        className: schoolClass.name,
        arm,
        pupils: listPupils(school.store, schoolClass.number).length,
        openedBefore: tests.some(({ moment }) => moment === 'before'),
        openedAfter: tests.some(({ moment }) => moment === 'after'),
        wroteBefore: wrote('before'),
        wroteAfter: wrote('after'),
      },
    ];
  });
}

/**
 * Ends a study: its tests close, and its results may be seen.
 * @throws SchoolError `not-allowed` before the tests after were opened.
 */
export function closeStudy(school: School, study: SchoolStudy): SchoolStudy {
  const { store, clock } = school;
  if (study.closedAt !== null) return study;
  const classes = classesOf(store, study.plan);
  const tests = classes.flatMap(({ schoolClass }) => testsOfClass(school, study, schoolClass.number));
  if (!tests.some(({ moment }) => moment === 'after')) {
    throw new SchoolError('not-allowed', 'The tests after were not opened yet.');
  }
  for (const { test } of tests) {
    if (test.settings.closesAt <= clock()) continue;
    const closesAt = Math.max(clock(), test.settings.opensAt + 1);
    changeTest(store, test, { settings: { closesAt } });
  }
  store.run('UPDATE studies SET closed_at = :now WHERE number = :number', {
    now: clock(),
    number: study.number,
  });
  return studyThere(store, study.plan.id);
}

/** Notes whether a pupil takes part; who does not has no test, and is in no record. */
export function setTakesPart({ store }: School, study: SchoolStudy, pupil: Person, takesPart: boolean): void {
  drawFormsOfClass(store, { number: study.number, id: study.plan.id }, pupil.classNumber ?? -1);
  store.run(
    'UPDATE study_pupils SET takes_part = :takesPart WHERE study_number = :study AND person_number = :person',
    {
      takesPart: takesPart ? 1 : 0,
      study: study.number,
      person: pupil.number,
    },
  );
}
