import { answerText, showItem } from '../../practice/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { type ClassTest, isOpen, listTests } from './class-test.ts';
import { faceOf } from './faces.ts';
import { isForPupil } from './form-of-pupil.ts';
import { findSheet, itemsOfSheet, remainingMs, type Sheet, stateOf, usedMs } from './sheet.ts';
import { currentAnswers, isCounted } from './sheet-answers.ts';

/** The tests of a pupil's class. */
export function ownTests(school: School, person: Person) {
  const { store, clock } = school;
  const own = listTests(store, person.classNumber ?? -1).filter((test) => isForPupil(store, test, person));
  return own.map((test) => ({
    ...headOf(test),
    state: stateOf(school, test, findSheet(store, test, person)),
    isOpen: isOpen(test, clock()),
  }));
}

/** A pupil's sheet: questions while it is written, the result afterwards where the teacher shows it. */
export function sheetView(school: School, test: ClassTest, sheet: Sheet | undefined) {
  const { store } = school;
  const state = stateOf(school, test, sheet);
  const head = headOf(test);
  if (!sheet) {
    const nothing = {
      items: [],
      answers: [],
      place: 0,
      usedMs: 0,
      remainingMs: null,
      face: null,
      result: null,
    };
    return { ...head, state, ...nothing };
  }
  const isWriting = state === 'writing';
  const answers = [...currentAnswers(store, sheet).values()].map(
    ({ place, revision, typed, understood }) => ({ place, revision, typed, understood }),
  );
  return {
    ...head,
    state,
    items: isWriting ? itemsOfSheet(store, test, sheet).map(showItem) : [],
    answers: isWriting ? answers : [],
    place: sheet.place,
    usedMs: usedMs(school, sheet),
    remainingMs: isWriting ? Math.max(0, remainingMs(school, test, sheet)) : 0,
    face: isWriting ? null : faceOf(store, test, sheet),
    result: isWriting ? null : ownResult(school, test, sheet),
  };
}

function headOf({ id, title, settings, items }: ClassTest) {
  const { minutes, opensAt, closesAt } = settings;
  return { ...{ id, title, minutes, opensAt, closesAt }, itemCount: items.length };
}

function ownResult({ store, clock }: School, test: ClassTest, sheet: Sheet) {
  const { results, closesAt } = test.settings;
  if (results === 'never' || (results === 'after-end' && clock() < closesAt)) return null;
  const answers = currentAnswers(store, sheet);
  const items = itemsOfSheet(store, test, sheet).map((item, place) => {
    const answer = answers.get(place);
    const counted = answer && isCounted(answer) ? answer : undefined;
    return {
      question: item.question,
      typed: answer ? (answer.understood ?? answer.typed) : null,
      right: answerText(item),
      isRight: counted?.isRight ?? false,
      share: counted?.share ?? 0,
    };
  });
  return {
    right: items.filter(({ isRight }) => isRight).length,
    share: mean(items.map(({ share }) => share)),
    items: items.map(({ share: _share, ...item }) => item),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}
