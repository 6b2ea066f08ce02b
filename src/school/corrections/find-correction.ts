import type { Message } from '../conversations/message.ts';
import { questionKey } from '../database/question-key.ts';
import type { Store } from '../database/store.ts';
import { listPeople } from '../people/person.ts';
import { removeNames } from './remove-names.ts';

/** A teacher's correction that answers a question. */
export interface FoundCorrection {
  readonly number: number;
  readonly text: string;
}

/**
 * The latest correction in a class for the same or nearly the same question, after the same questions. One that names
 * somebody of the class was meant for one pupil and is not shown to others.
 * @param path the branch that ends with the question.
 */
export function findCorrection(
  store: Store,
  classNumber: number,
  path: readonly Message[],
): FoundCorrection | undefined {
  const key = keyOfPath(path);
  // A question without words is no question that can be the same.
  if (key.split('\n').at(-1) === '') return undefined;
  const found = store.get<FoundCorrection>(
    `SELECT number, text FROM corrections WHERE class_number = :class AND question_key = :key
     ORDER BY created_at DESC, number DESC LIMIT 1`,
    { class: classNumber, key },
  );
  if (!found) return undefined;
  const names = namesAround(store, classNumber);
  return removeNames(found.text, names) === found.text ? found : undefined;
}

/** The key of a branch's questions. */
export function keyOfPath(path: readonly Message[]): string {
  return questionKey(path.filter(({ role }) => role === 'user').map(({ text }) => text));
}

/** The names of everybody who may be meant in a class's texts. */
export function namesAround(store: Store, classNumber: number | null): string[] {
  const people = listPeople(store, "class_number IS :class OR role IN ('teacher', 'administrator')", {
    class: classNumber,
  });
  return people.map(({ name }) => name);
}
