import { randomInt } from 'node:crypto';
import { gradeTyped } from '../../practice/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';
import { type ClassTest, isOpen } from './class-test.ts';
import { findSheet, itemsOfSheet, remainingMs, type Sheet, stateOf, usedMs } from './sheet.ts';
import { currentAnswers } from './sheet-answers.ts';

/** Answers of a test as they are sent. */
export interface SheetAnswer {
  readonly clientId: string;
  readonly place: number;
  readonly after: number;
  readonly typed: string;
  readonly atMs: number;
}

/**
 * Begins a pupil's sheet; one that has begun goes on, on whatever device.
 * @throws SchoolError `test-closed` before it opens and after it closes.
 */
export function startSheet(school: School, test: ClassTest, person: Person): Sheet {
  const { store, clock, time } = school;
  return store.transaction(() => {
    const known = findSheet(store, test, person);
    if (known) return known;
    if (!isOpen(test, clock())) {
      throw new SchoolError('test-closed', 'The test is not open now.', { opensAt: test.settings.opensAt });
    }
    store.run(
      `INSERT INTO sheets (test_number, person_number, seed, used_ms, extra_ms, run, counted_ms, place, started_at, seen_at)
       VALUES (:test, :person, :seed, 0, 0, :run, :countedMs, 0, :now, :now)`,
      {
        test: test.number,
        person: person.number,
        seed: randomInt(2 ** 31),
        run: time.run,
        countedMs: time.runningMs(),
        now: clock(),
      },
    );
    return sheetOf(school, test, person);
  });
}

/**
 * Keeps an answer; when this returns, it is on disk. The same client id is kept once. One that reaches the server after
 * the end is kept too, with how late it came: it may have waited for the Wi-Fi.
 * @throws SchoolError `not-found` without a sheet or question, `already-used`.
 */
export function answerSheet(school: School, test: ClassTest, person: Person, answer: SheetAnswer) {
  const { store, clock } = school;
  return store.transaction(() => {
    const sheet = sheetOf(school, test, person);
    const item = itemsOfSheet(store, test, sheet)[answer.place];
    if (!item) throw notFound('question in this test');
    const known = store.get<{ place: number; typed: string }>(
      'SELECT place, typed FROM sheet_answers WHERE sheet_number = :sheet AND client_id = :clientId',
      { sheet: sheet.number, clientId: answer.clientId },
    );
    if (known && (known.place !== answer.place || known.typed !== answer.typed)) {
      throw new SchoolError('already-used', 'The client id was used for something else.', {
        place: 'clientId',
      });
    }
    if (!known) {
      const newest = currentAnswers(store, sheet).get(answer.place)?.revision ?? 0;
      const { isRight, share, understood } = gradeTyped(item, answer.typed);
      store.run(
        `INSERT INTO sheet_answers (sheet_number, client_id, place, revision, typed, understood, is_right, share, late_ms, answered_at)
         VALUES (:sheet, :clientId, :place, :revision, :typed, :understood, :isRight, :share, :lateMs, :now)`,
        {
          sheet: sheet.number,
          clientId: answer.clientId,
          place: answer.place,
          // Another device has answered since this page knew of it: what was seen last stands.
          revision: answer.after >= newest ? newest + 1 : 0,
          typed: answer.typed,
          understood,
          isRight: isRight ? 1 : 0,
          share,
          lateMs: latenessMs(school, test, sheet, answer.atMs),
          now: clock(),
        },
      );
      saveTime(school, sheet, answer.place);
    }
    const current = currentAnswers(store, sheet).get(answer.place);
    return {
      place: answer.place,
      revision: current?.revision ?? 0,
      typed: current?.typed ?? answer.typed,
      understood: current?.understood ?? null,
      remainingMs: Math.max(0, remainingMs(school, test, sheet)),
    };
  });
}

/** Finishes a sheet; finished once, it stays so until a teacher opens it again. */
export function submitSheet(school: School, test: ClassTest, person: Person): Sheet {
  const { store, clock } = school;
  return store.transaction(() => {
    const sheet = sheetOf(school, test, person);
    if (sheet.submittedAt === null) {
      saveTime(school, sheet, sheet.place);
      store.run('UPDATE sheets SET submitted_at = :now WHERE number = :number', {
        now: clock(),
        number: sheet.number,
      });
    }
    return sheetOf(school, test, person);
  });
}

/** Notes which question a pupil looks at, and how much time is used. */
export function noteSheet(school: School, test: ClassTest, person: Person, place: number): Sheet {
  return school.store.transaction(() => {
    const sheet = sheetOf(school, test, person);
    saveTime(school, sheet, place);
    return sheetOf(school, test, person);
  });
}

/**
 * Opens a sheet again, with more time from now.
 * @throws SchoolError `not-found` where the pupil has none.
 */
export function reopenSheet(school: School, test: ClassTest, person: Person, extraMinutes: number): void {
  const { store, clock, time } = school;
  store.transaction(() => {
    const sheet = sheetOf(school, test, person);
    // The time until now is used; what is given comes on top, and past the test's own end.
    const left = Math.max(0, remainingMs(school, test, sheet));
    const overdueMs = Math.max(0, clock() - test.settings.closesAt - sheet.extraMs);
    const overMs =
      test.settings.minutes === null
        ? 0
        : Math.max(0, usedMs(school, sheet) - test.settings.minutes * 60_000 - sheet.extraMs);
    const extraMs = sheet.extraMs + extraMinutes * 60_000 + (left > 0 ? 0 : Math.max(overdueMs, overMs));
    store.run(
      `UPDATE sheets SET submitted_at = NULL, extra_ms = :extraMs, used_ms = :usedMs, run = :run, counted_ms = :countedMs
       WHERE number = :number`,
      {
        extraMs,
        usedMs: usedMs(school, sheet),
        run: time.run,
        countedMs: time.runningMs(),
        number: sheet.number,
      },
    );
  });
}

/** @throws SchoolError `not-found` before the pupil has begun. */
function sheetOf({ store }: School, test: ClassTest, person: Person): Sheet {
  const sheet = findSheet(store, test, person);
  if (!sheet) throw notFound('sheet: begin the test first');
  return sheet;
}

function saveTime(school: School, sheet: Sheet, place: number): void {
  const { store, clock, time } = school;
  store.run(
    `UPDATE sheets SET place = :place, seen_at = :now, used_ms = :usedMs, run = :run, counted_ms = :countedMs
     WHERE number = :number AND submitted_at IS NULL`,
    {
      place,
      now: clock(),
      usedMs: usedMs(school, sheet),
      run: time.run,
      countedMs: time.runningMs(),
      number: sheet.number,
    },
  );
}

/**
 * How long after the end an answer came; 0 for one in time. After the end, one that the page says was given in time is
 * late by when it came, and one given later by no less than a day: it is never counted.
 */
function latenessMs(school: School, test: ClassTest, sheet: Sheet, atMs: number): number {
  const state = stateOf(school, test, sheet);
  if (state === 'writing') return 0;
  const { minutes, closesAt } = test.settings;
  const limitMs = minutes === null ? Number.POSITIVE_INFINITY : minutes * 60_000 + sheet.extraMs;
  if (sheet.submittedAt !== null) return Math.max(1, school.clock() - sheet.submittedAt);
  const overMs = Math.max(usedMs(school, sheet) - limitMs, school.clock() - closesAt - sheet.extraMs, 1);
  return atMs > limitMs ? Math.max(overMs, 24 * 60 * 60_000) : Math.ceil(overMs);
}
