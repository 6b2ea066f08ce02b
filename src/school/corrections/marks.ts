import { findClass } from '../classes/class.ts';
import type { AnswerState } from '../contract/conversations.ts';
import { conversationOfNumber } from '../conversations/conversation.ts';
import { findMessage, isFinished, type Message } from '../conversations/message.ts';
import type { Store } from '../database/store.ts';
import { type Person, personOfNumber } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';

interface MarkRow {
  readonly answer_number: number;
  readonly created_at: number;
}

/**
 * A pupil says that an answer is wrong: the teachers of the class get the question and the answer to see, whether they
 * may read the conversation or not.
 * @throws SchoolError `bad-request` while the answer is being written.
 */
export function markAnswer(
  { store, clock }: School,
  pupil: Person,
  state: AnswerState,
  answer: Message,
): void {
  if (!isFinished({ state })) throw new SchoolError('bad-request', 'The answer is still being written.');
  store.run(
    `INSERT OR IGNORE INTO marks (answer_number, class_number, created_at) VALUES (:answer, :class, :now)`,
    { answer: answer.number, class: pupil.classNumber, now: clock() },
  );
}

export function unmarkAnswer(store: Store, answer: Message): void {
  store.run('DELETE FROM marks WHERE answer_number = :number', { number: answer.number });
}

/** Whether a pupil of the class has shown this answer to its teachers. */
export function isMarked(store: Store, answer: Message): boolean {
  return (
    store.get('SELECT 1 FROM marks WHERE answer_number = :number', { number: answer.number }) !== undefined
  );
}

/** The marked answers of a class, those without a correction first, then the latest first. */
export function listMarks(store: Store, classNumber: number) {
  const readable =
    findClass(store, 'number = :number', { number: classNumber })?.settings.teacherMayRead ?? false;
  return store
    .all<MarkRow>(
      'SELECT answer_number, created_at FROM marks WHERE class_number = :class ORDER BY created_at DESC',
      {
        class: classNumber,
      },
    )
    .map((row) => markView(store, row, readable))
    .sort((one, other) => Number(one.correction !== null) - Number(other.correction !== null));
}

/** @throws SchoolError `not-found` when the class has no such mark. */
export function removeMark(store: Store, classNumber: number, answerId: string): void {
  const { changes } = store.run(
    `DELETE FROM marks WHERE class_number = :class
       AND answer_number = (SELECT number FROM messages WHERE id = :id)`,
    { class: classNumber, id: answerId },
  );
  if (changes === 0) throw notFound('mark');
}

function markView(store: Store, { answer_number, created_at }: MarkRow, classIsReadable: boolean) {
  const answer = messageOf(store, answer_number);
  const question = messageOf(store, answer.parentNumber);
  const conversation = conversationOfNumber(store, answer.conversationNumber);
  if (!conversation) throw new Error(`Answer ${answer.id} has no conversation.`);
  const pupil = personOfNumber(store, conversation.personNumber);
  const correction = store.get<{ text: string; created_at: number }>(
    'SELECT text, created_at FROM corrections WHERE answer_number = :number',
    { number: answer.number },
  );
  return {
    answerId: answer.id,
    /** Only where the teacher may read the rest of it. */
    conversationId: classIsReadable && conversation.readable ? conversation.id : null,
    question: question.text,
    answer: answer.text,
    pupil: { id: pupil.id, nickname: pupil.name },
    createdAt: created_at,
    correction: correction ? { text: correction.text, createdAt: correction.created_at } : null,
  };
}

function messageOf(store: Store, number: number | null): Message {
  const message = findMessage(store, 'number = :number', { number });
  if (!message) throw new Error(`There is no message ${number}.`);
  return message;
}
