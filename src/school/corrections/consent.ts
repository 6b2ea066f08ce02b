import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { newId } from '../secrets.ts';
import { type AgreedCorrection, agreedCorrection, takeBack } from './agreed-corrections.ts';
import { checkIsTheirs } from './corrections.ts';

/**
 * A teacher agrees that a question and an answer, which they have worded themselves, leave the school. Nothing is copied
 * from a conversation: a pupil's words stay here.
 * @throws SchoolError `not-found` when the correction is not theirs.
 */
export function agreeToSend(
  { store, clock }: School,
  person: Person,
  correctionId: string,
  { question, answer }: { readonly question: string; readonly answer: string },
): AgreedCorrection {
  const { class_number: classNumber } = checkIsTheirs(store, person, { id: correctionId });
  return store.transaction(() => {
    takeBack(store, correctionId);
    store.run(
      `INSERT INTO agreed_corrections (id, correction_id, teacher_number, class_number, question, answer, agreed_at)
       VALUES (:id, :correction, :teacher, :class, :question, :answer, :now)`,
      {
        // A new one each time: what was taken back under an id never comes again.
        id: newId(),
        correction: correctionId,
        teacher: person.number,
        class: classNumber,
        question,
        answer,
        now: clock(),
      },
    );
    const agreed = agreedCorrection(store, correctionId);
    if (!agreed) throw new Error('What was agreed to is not there.');
    return agreed;
  });
}

/** Twice is once. @throws SchoolError `not-found` when the correction is not theirs. */
export function withdrawConsent({ store }: School, person: Person, correctionId: string): void {
  checkIsTheirs(store, person, { id: correctionId });
  takeBack(store, correctionId);
}
