import { listPupils } from '../classes/pupils.ts';
import type { School } from '../school.ts';
import type { ClassTest } from './class-test.ts';
import { listSheets, remainingMs, stateOf } from './sheet.ts';
import { currentAnswers } from './sheet-answers.ts';

/** Who is where in a test. */
export function liveView(school: School, test: ClassTest) {
  const { store } = school;
  const now = school.clock();
  const sheets = new Map(listSheets(store, test).map((sheet) => [sheet.personNumber, sheet]));
  const pupils = listPupils(store, test.classNumber).map((pupil) => {
    const sheet = sheets.get(pupil.number);
    const state = stateOf(school, test, sheet);
    return {
      pupilId: pupil.id,
      nickname: pupil.name,
      state,
      place: sheet ? sheet.place + 1 : 0,
      answered: sheet ? currentAnswers(store, sheet).size : 0,
      remainingSeconds:
        sheet && state === 'writing' ? Math.round(remainingMs(school, test, sheet) / 1000) : null,
      silentSeconds:
        sheet && state === 'writing' ? Math.max(0, Math.round((now - sheet.seenAt) / 1000)) : null,
    };
  });
  return { now, pupils };
}
