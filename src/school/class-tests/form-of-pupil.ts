import { drawHalves } from '../../pilot/index.ts';
import { listPupils } from '../classes/pupils.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';

type Form = 'A' | 'B';

/**
 * Whether a test is one of the pupil's: of the two forms of a study's test each pupil has one, and who does not take
 * part has none. Any other test is everybody's.
 */
export function isForPupil(store: Store, test: { readonly number: number }, person: Person): boolean {
  const row = store.get<{ study: number; studyId: string; moment: 'before' | 'after'; form: Form }>(
    `SELECT study_number AS study, studies.id AS studyId, moment, form FROM study_tests
     JOIN studies ON studies.number = study_number WHERE test_number = :test`,
    { test: test.number },
  );
  if (!row) return true;
  const known = pupilOfStudy(store, row.study, person);
  if (!known) drawFormsOfClass(store, { number: row.study, id: row.studyId }, person.classNumber ?? -1);
  const pupil = known ?? pupilOfStudy(store, row.study, person);
  if (!pupil || pupil.takesPart === 0) return false;
  return row.moment === 'before' ? pupil.form === row.form : pupil.form !== row.form;
}

/** Gives each pupil of a class who has none a form to write before; those who have one keep it. */
export function drawFormsOfClass(
  store: Store,
  study: { readonly number: number; readonly id: string },
  classNumber: number,
): void {
  const pupils = listPupils(store, classNumber);
  const known = new Map<string, Form>();
  for (const pupil of pupils) {
    const row = pupilOfStudy(store, study.number, pupil);
    if (row) known.set(pupil.id, row.form);
  }
  const halves = drawHalves(
    study.id,
    pupils.map(({ id }) => id),
    known,
  );
  for (const pupil of pupils) {
    const form = halves.get(pupil.id);
    if (known.has(pupil.id) || form === undefined) continue;
    store.run(
      'INSERT INTO study_pupils (study_number, person_number, form) VALUES (:study, :person, :form)',
      {
        study: study.number,
        person: pupil.number,
        form,
      },
    );
  }
}

function pupilOfStudy(store: Store, study: number, person: Person) {
  return store.get<{ form: Form; takesPart: number }>(
    'SELECT form, takes_part AS takesPart FROM study_pupils WHERE study_number = :study AND person_number = :person',
    { study, person: person.number },
  );
}
