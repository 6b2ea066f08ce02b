import { createHmac } from 'node:crypto';
import type { PilotRecord } from '../../pilot/index.ts';
import { listSheets, stateOf } from '../class-tests/sheet.ts';
import { currentAnswers, isCounted } from '../class-tests/sheet-answers.ts';
import { listPupils } from '../classes/pupils.ts';
import { serverSecret } from '../facts.ts';
import type { School } from '../school.ts';
import { classesOf, type SchoolStudy } from './study.ts';
import { type Moment, type StudyTest, testsOfClass } from './study-tests.ts';

interface StudyPupil {
  readonly person: number;
  readonly form: 'A' | 'B';
  readonly face: 1 | 2 | 3 | null;
}

/** A record of each pupil who takes part, under a pseudonym. Practice and questions count between the tests. */
export function studyRecords(school: School, study: SchoolStudy): PilotRecord[] {
  const { store } = school;
  const secret = serverSecret(store);
  const taking = new Map(
    store
      .all<StudyPupil>(
        'SELECT person_number AS person, form, face FROM study_pupils WHERE study_number = :study AND takes_part = 1',
        { study: study.number },
      )
      .map((row) => [row.person, row]),
  );
  return classesOf(store, study.plan).flatMap(({ schoolClass, cluster }) => {
    const tests = testsOfClass(school, study, schoolClass.number);
    const scores = { before: scoresOf(school, tests, 'before'), after: scoresOf(school, tests, 'after') };
    return listPupils(store, schoolClass.number).flatMap((pupil): PilotRecord[] => {
      const row = taking.get(pupil.number);
      if (!row) return [];
      return [
        {
          pupil: createHmac('sha256', secret)
            .update(`${study.plan.id}\n${pupil.id}`)
            .digest('hex')
            .slice(0, 16),
          cluster,
          form: row.form,
          before: scores.before.get(pupil.number) ?? null,
          after: scores.after.get(pupil.number) ?? null,
          ...useOf(school, pupil.number, between(study)),
          face: row.face,
        },
      ];
    });
  });
}

/** The share of right answers of each finished sheet; what was not answered is wrong. */
function scoresOf(school: School, tests: readonly StudyTest[], moment: Moment): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { test } of tests.filter((one) => one.moment === moment)) {
    for (const sheet of listSheets(school.store, test)) {
      const state = stateOf(school, test, sheet);
      if (state !== 'submitted' && state !== 'time-over') continue;
      const counted = [...currentAnswers(school.store, sheet).values()].filter(isCounted);
      scores.set(sheet.personNumber, counted.reduce((sum, { share }) => sum + share, 0) / test.items.length);
    }
  }
  return scores;
}

/** From the first day of the tests before until the first day of the tests after. */
function between({ plan: { windows } }: SchoolStudy) {
  return { from: Date.parse(windows.before.from), to: Date.parse(windows.after.from) };
}

const dayMs = 24 * 60 * 60_000;

function useOf({ store }: School, person: number, window: { readonly from: number; readonly to: number }) {
  const values = { person, ...window };
  const practice = store.one<{ answers: number; days: number }>(
    `SELECT count(*) AS answers, count(DISTINCT answered_at / ${dayMs}) AS days FROM practice_answers
     WHERE person_number = :person AND answered_at BETWEEN :from AND :to`,
    values,
  );
  const tutor = store.one<{ tasks: number; revealed: number }>(
    `SELECT count(DISTINCT item_id) AS tasks,
       count(DISTINCT CASE WHEN json_extract(state, '$.phase') = 'revealed' THEN item_id END) AS revealed
     FROM tutor_turns WHERE person_number = :person AND said_at BETWEEN :from AND :to`,
    values,
  );
  const waits = store.all<{ waitMs: number }>(
    'SELECT wait_ms AS waitMs FROM answer_waits WHERE person_number = :person AND at BETWEEN :from AND :to ORDER BY wait_ms',
    values,
  );
  const middle = waits[Math.floor((waits.length - 1) / 2)];
  return {
    ...practice,
    ...tutor,
    questions: waits.length,
    waitMs: middle?.waitMs ?? null,
  };
}
