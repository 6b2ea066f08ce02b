import { findClass, teaches } from '../classes/class.ts';
import { conversationOfNumber, mayRead } from '../conversations/conversation.ts';
import { findMessage, type Message, modelText, pathTo } from '../conversations/message.ts';
import type { Store } from '../database/store.ts';
import { findPerson, type Person, personOfNumber } from '../people/person.ts';
import type { School } from '../school.ts';
import { notAllowed, notFound } from '../school-error.ts';
import { newId } from '../secrets.ts';
import { type AgreedCorrection, agreedCorrection, takeBack } from './agreed-corrections.ts';
import { keyOfPath, namesAround } from './find-correction.ts';
import { isMarked } from './marks.ts';
import { removeNames } from './remove-names.ts';

/** A right answer that a teacher wrote in the place of a wrong one. */
export interface Correction {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly text: string;
  readonly note: string;
  readonly createdAt: number;
  readonly classId: string | null;
  readonly teacher: { readonly id: string; readonly name: string } | null;
  /** What of it goes to the ministry. */
  readonly home: Omit<AgreedCorrection, 'id'> | null;
}

interface CorrectionRow {
  readonly id: string;
  readonly answer_number: number;
  readonly class_number: number | null;
  readonly teacher_number: number | null;
  readonly text: string;
  readonly note: string;
  readonly created_at: number;
}

/** A line of the export: what `soro train instruction-tokens` reads. */
export interface CorrectionExample {
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  readonly kind: 'correction';
  readonly source: string;
  readonly licence: string;
}

/**
 * Writes (or replaces) the right answer beside a wrong one.
 * @throws SchoolError `not-allowed` for pupils, `not-found` where the person may not read the conversation.
 */
export function correctAnswer(
  { store, clock }: School,
  person: Person,
  answer: Message,
  { text, note }: { readonly text: string; readonly note: string },
): void {
  const owner = ownerOf(store, answer);
  checkMayCorrect(store, person, answer);
  store.run(
    `INSERT INTO corrections (id, answer_number, class_number, teacher_number, text, note, question_key, created_at)
     VALUES (:id, :answer, :class, :teacher, :text, :note, :key, :now)
     ON CONFLICT (answer_number) DO UPDATE
     SET teacher_number = :teacher, text = :text, note = :note, created_at = :now`,
    {
      id: newId(),
      answer: answer.number,
      class: owner?.classNumber ?? null,
      teacher: person.number,
      text,
      note,
      key: keyOfPath(pathTo(store, answer.number)),
      now: clock(),
    },
  );
}

/** @throws SchoolError `not-found` when there is none, or it is not the person's to remove. */
export function removeCorrection(
  { store }: School,
  person: Person,
  where: { answer: Message } | { id: string },
): void {
  const { id } = checkIsTheirs(store, person, where);
  store.transaction(() => {
    takeBack(store, id);
    store.run('DELETE FROM corrections WHERE id = :id', { id });
  });
}

/** The corrections of a teacher's classes and their own; all of them for an administrator. */
export function listCorrections({ store }: School, person: Person, classNumber?: number): Correction[] {
  return rowsFor(store, person, classNumber).map((row) => {
    const answer = findMessage(store, 'number = :number', { number: row.answer_number });
    const question = answer && findMessage(store, 'number = :number', { number: answer.parentNumber });
    const teacher = findPerson(store, 'number = :number', { number: row.teacher_number });
    return {
      id: row.id,
      question: question?.text ?? '',
      answer: answer?.text ?? '',
      text: row.text,
      note: row.note,
      createdAt: row.created_at,
      classId: findClass(store, 'number = :number', { number: row.class_number })?.id ?? null,
      teacher: teacher ? { id: teacher.id, name: teacher.name } : null,
      home: homeOf(store, row.id),
    };
  });
}

/** The corrections as examples for training, each with the turns before it, names taken out. */
export function exportCorrections({ store }: School, person: Person): CorrectionExample[] {
  return rowsFor(store, person).flatMap((row) => {
    const answer = findMessage(store, 'number = :number', { number: row.answer_number });
    if (!answer) return [];
    const names = namesAround(store, row.class_number);
    const messages = pathTo(store, answer.number).map((message) => ({
      role: message.role,
      content: removeNames(
        message.number === answer.number ? row.text : modelText(asTaken(message)),
        names,
      ).trim(),
    }));
    // A turn without text (an answer that failed) teaches nothing.
    if (messages.some(({ content }) => content === '')) return [];
    return [
      { messages, kind: 'correction', source: 'school-corrections', licence: 'school-internal' } as const,
    ];
  });
}

function homeOf(store: Store, correctionId: string): Correction['home'] {
  const agreed = agreedCorrection(store, correctionId);
  return agreed ? { question: agreed.question, answer: agreed.answer, agreedAt: agreed.agreedAt } : null;
}

function asTaken(message: Message): Pick<Message, 'text' | 'original'> {
  return message.role === 'user' ? { text: message.text, original: null } : message;
}

function rowsFor(store: Store, person: Person, classNumber?: number): CorrectionRow[] {
  return store
    .all<CorrectionRow>(
      'SELECT * FROM corrections WHERE :class IS NULL OR class_number = :class ORDER BY number DESC',
      { class: classNumber ?? null },
    )
    .filter((row) => isTheirs(store, person, row));
}

/** @throws SchoolError `not-found` when there is none, or it is not the person's. */
export function checkIsTheirs(
  store: Store,
  person: Person,
  where: { answer: Message } | { id: string },
): CorrectionRow {
  const row =
    'id' in where
      ? store.get<CorrectionRow>('SELECT * FROM corrections WHERE id = :id', { id: where.id })
      : store.get<CorrectionRow>('SELECT * FROM corrections WHERE answer_number = :number', {
          number: where.answer.number,
        });
  if (!row || !isTheirs(store, person, row)) throw notFound('correction');
  return row;
}

function isTheirs(store: Store, person: Person, row: CorrectionRow): boolean {
  if (person.role === 'administrator') return true;
  return row.class_number === null
    ? row.teacher_number === person.number
    : teaches(store, person, row.class_number);
}

/** Whether a teacher may see an answer: with its conversation, or because a pupil of theirs marked it. */
export function mayCorrect(store: Store, person: Person, answer: Message): boolean {
  const conversation = conversationOfNumber(store, answer.conversationNumber);
  if (!conversation) return false;
  if (mayRead(store, person, conversation)) return true;
  const owner = personOfNumber(store, conversation.personNumber);
  return isMarked(store, answer) && teaches(store, person, owner.classNumber);
}

function checkMayCorrect(store: Store, person: Person, answer: Message): void {
  if (person.role === 'pupil') throw notAllowed();
  if (!mayCorrect(store, person, answer)) throw notFound('answer');
}

function ownerOf(store: Store, answer: Message): Person | undefined {
  const conversation = conversationOfNumber(store, answer.conversationNumber);
  return findPerson(store, 'number = :number', { number: conversation?.personNumber ?? 0 });
}
