import type { LearningEvent, PresentClass } from '../../pilot/index.ts';
import type { Store } from '../database/store.ts';

/** The classes of a school with the nicknames of their pupils. */
export function presentClasses(store: Store): PresentClass[] {
  return store
    .all<{ number: number; name: string }>('SELECT number, name FROM classes ORDER BY name, number')
    .map(({ number, name }) => ({
      name,
      pupils: store
        .all<{ name: string }>('SELECT name FROM people WHERE class_number = :number ORDER BY number', {
          number,
        })
        .map((row) => row.name),
    }));
}

/** What pupils answered in practice and which tests they handed in, in the order of their numbers. */
export function learningEvents(store: Store): LearningEvent[] {
  const answers = store.all<Omit<LearningEvent, 'verb' | 'key'> & { number: number }>(
    `SELECT practice_answers.number, people.id AS pupilId, item_id AS what, share, answered_at AS atMs
     FROM practice_answers JOIN people ON people.number = person_number ORDER BY practice_answers.number`,
  );
  // What counts of a question is its latest answer; one that came too late is not told apart here.
  const tests = store.all<Omit<LearningEvent, 'verb' | 'key'> & { number: number }>(
    `SELECT sheets.number, people.id AS pupilId, tests.id AS what, submitted_at AS atMs,
       coalesce((SELECT sum(share) FROM sheet_answers AS one WHERE sheet_number = sheets.number AND revision =
         (SELECT max(revision) FROM sheet_answers WHERE sheet_number = sheets.number AND place = one.place)
         AND revision > 0), 0) / json_array_length(items) AS share
     FROM sheets JOIN people ON people.number = person_number JOIN tests ON tests.number = test_number
     WHERE submitted_at IS NOT NULL ORDER BY sheets.number`,
  );
  return [
    ...answers.map(({ number, ...event }) => ({ ...event, verb: 'answered' as const, key: String(number) })),
    ...tests.map(({ number, ...event }) => ({ ...event, verb: 'completed' as const, key: String(number) })),
  ];
}
