import { bookOf } from '../books/visible-books.ts';
import { isTestUnderWay } from '../class-tests/under-way.ts';
import { classOfPerson, type SchoolClass } from '../classes/class.ts';
import { isOpen, opensAt } from '../classes/opening-hours.ts';
import { rulesOf } from '../classes/rules.ts';
import { questionCharacters } from '../contract/conversations.ts';
import type { AnswerScript } from '../contract/people.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { findMessage, isFinished, type Message, pathTo } from '../conversations/message.ts';
import { checkStorage } from '../conversations/storage.ts';
import { type FoundCorrection, findCorrection } from '../corrections/find-correction.ts';
import { indexMessage } from '../database/search-index.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';
import { newId } from '../secrets.ts';
import { inScript } from './shown-text.ts';

const mostMessages = 2000;
const mostUnfinished = 3;
const titleLength = 120;

export interface NewQuestion {
  readonly clientId: string;
  readonly parentId: string | null;
  readonly text: string;
  /** What was typed before "you meant" was taken. */
  readonly meant?: { readonly original: string } | undefined;
  readonly script?: AnswerScript | undefined;
  /** The one book that is asked. */
  readonly bookId?: string | undefined;
  /** The version of the class's rules that the pupil was told. */
  readonly rules?: string | undefined;
}

export interface AskedQuestion {
  readonly question: Message;
  readonly answer: Message;
  /** False when the same request had come before. */
  readonly created: boolean;
}

/**
 * Writes a question and its answer in one step; when it returns, both are on disk. The answer waits for the model, or
 * is what a teacher wrote for the same question in the class. The same client id
 * with the same content gives what was written the first time.
 * @throws SchoolError `outside-hours`, `already-used`, `bad-request`, `too-long`, `own-limit`, `quota`, `rules-changed`.
 */
export function askQuestion(
  school: School,
  person: Person,
  conversation: Conversation,
  asked: NewQuestion,
): AskedQuestion {
  const { store, clock } = school;
  if (asked.text.length > questionCharacters) {
    throw new SchoolError('too-long', `A question has at most ${questionCharacters} characters.`, {
      place: 'text',
    });
  }
  return store.transaction(() => {
    const known = findMessage(store, 'conversation_number = :conversation AND client_id = :clientId', {
      conversation: conversation.number,
      clientId: asked.clientId,
    });
    const parent = findParent(school, conversation, asked.parentId);
    if (known) return sameQuestion(school, known, asked, parent);
    checkMayAsk(school, person);
    checkRoom(school, person, conversation);
    if (asked.bookId !== undefined) bookOf(school, person, asked.bookId);
    const schoolClass = classOfPerson(store, person);
    if (schoolClass && !hasMessages(store, conversation)) {
      tellRules(store, schoolClass, conversation, asked.rules);
    }
    const now = clock();
    const question = insert(school, {
      conversation: conversation.number,
      parent: parent?.number ?? null,
      role: 'user',
      clientId: asked.clientId,
      text: asked.text,
      original: asked.meant?.original ?? null,
      script: asked.script ?? person.script,
      state: 'complete',
      bookId: asked.bookId ?? null,
    });
    indexMessage(store, question.number, question.text);
    const answer = insertAnswer(
      school,
      question,
      `answer:${asked.clientId}`,
      schoolClass && asked.bookId === undefined
        ? findCorrection(store, schoolClass.number, pathTo(store, question.number))
        : undefined,
    );
    const title = conversation.title === '' ? titleOf(asked.text) : conversation.title;
    store.run(
      'UPDATE conversations SET title = :title, leaf_number = :leaf, updated_at = :now WHERE number = :number',
      {
        title,
        leaf: answer.number,
        now,
        number: conversation.number,
      },
    );
    return { question, answer, created: true };
  });
}

/** Writes another waiting answer to a question. @throws as `askQuestion`. */
export function askAgain(
  school: School,
  person: Person,
  question: Message,
  clientId: string,
): { readonly answer: Message; readonly created: boolean } {
  const { store, clock } = school;
  return store.transaction(() => {
    const known = findMessage(store, 'conversation_number = :conversation AND client_id = :clientId', {
      conversation: question.conversationNumber,
      clientId,
    });
    if (known) {
      if (known.role === 'assistant' && known.parentNumber === question.number)
        return { answer: known, created: false };
      throw alreadyUsed();
    }
    checkMayAsk(school, person);
    checkRoom(school, person, { number: question.conversationNumber });
    const answer = insertAnswer(school, question, clientId);
    store.run('UPDATE conversations SET leaf_number = :leaf, updated_at = :now WHERE number = :number', {
      leaf: answer.number,
      now: clock(),
      number: question.conversationNumber,
    });
    return { answer, created: true };
  });
}

/**
 * Sets an answer that ended early to waiting again, with its text kept. An answer that is being written, or was
 * completed meanwhile, is left as it is.
 * @throws SchoolError `outside-hours`, `own-limit`.
 */
export function continueAnswer(
  school: School,
  person: Person,
  answer: Message,
): { readonly resumed: boolean } {
  if (!isFinished(answer) || answer.state === 'complete') return { resumed: false };
  checkMayAsk(school, person);
  school.store.run("UPDATE messages SET state = 'waiting', error = NULL WHERE number = :number", {
    number: answer.number,
  });
  return { resumed: true };
}

function checkMayAsk(school: School, person: Person): void {
  const hours = classOfPerson(school.store, person)?.settings.hours ?? [];
  const now = school.clock();
  if (!isOpen(hours, now)) {
    throw new SchoolError('outside-hours', 'The class asks at other hours.', {
      opensAt: opensAt(hours, now),
    });
  }
  if (isTestUnderWay(school, person)) {
    throw new SchoolError('test-under-way', 'A test is being written in the class.', {
      remedy: 'Ask when it is over.',
    });
  }
  const unfinished = school.store.one<{ count: number }>(
    `SELECT count(*) AS count FROM messages JOIN conversations ON conversations.number = conversation_number
     WHERE person_number = :person AND state IN ('waiting', 'writing')`,
    { person: person.number },
  );
  if (unfinished.count >= mostUnfinished) {
    throw new SchoolError('own-limit', `${mostUnfinished} answers are under way already.`, {
      retryAfterSeconds: 10,
    });
  }
}

/**
 * The first question of a conversation: whoever asks has been told who may read it. Whether teachers may read is settled
 * now, as the pupil was told, and not when the conversation was begun.
 * @throws SchoolError `rules-changed` with the present rules; the same question is taken once it names them.
 */
function tellRules(
  store: Store,
  schoolClass: SchoolClass,
  conversation: Conversation,
  told: string | undefined,
): void {
  const rules = rulesOf(schoolClass);
  if (told !== rules.version) {
    throw new SchoolError('rules-changed', 'The rules of the class have changed.', {
      remedy: 'Read them and send the question again.',
      rules,
    });
  }
  store.run('UPDATE conversations SET readable = :readable WHERE number = :number', {
    readable: rules.teacherMayRead ? 1 : 0,
    number: conversation.number,
  });
}

function hasMessages(store: Store, { number }: Conversation): boolean {
  return (
    store.get('SELECT 1 FROM messages WHERE conversation_number = :number LIMIT 1', { number }) !== undefined
  );
}

function checkRoom({ store }: School, person: Person, conversation: Pick<Conversation, 'number'>): void {
  checkStorage(store, person);
  const counted = store.one<{ count: number }>(
    'SELECT count(*) AS count FROM messages WHERE conversation_number = :number',
    { number: conversation.number },
  );
  if (counted.count + 2 > mostMessages) {
    throw new SchoolError(
      'too-long',
      `A conversation has at most ${mostMessages} messages: begin a new one.`,
    );
  }
}

function findParent({ store }: School, conversation: Conversation, id: string | null): Message | undefined {
  if (id === null) return undefined;
  const parent = findMessage(
    store,
    "id = :id AND conversation_number = :conversation AND role = 'assistant'",
    {
      id,
      conversation: conversation.number,
    },
  );
  if (!parent) throw notFound('answer in this conversation');
  return parent;
}

function sameQuestion(
  { store }: School,
  known: Message,
  asked: NewQuestion,
  parent: Message | undefined,
): AskedQuestion {
  const answer = findMessage(store, 'conversation_number = :conversation AND client_id = :clientId', {
    conversation: known.conversationNumber,
    clientId: `answer:${asked.clientId}`,
  });
  const same =
    known.role === 'user' && known.text === asked.text && known.parentNumber === (parent?.number ?? null);
  if (!same || !answer) throw alreadyUsed();
  return { question: known, answer, created: false };
}

function alreadyUsed(): SchoolError {
  return new SchoolError('already-used', 'The client id was used for something else.', { place: 'clientId' });
}

function insertAnswer(
  school: School,
  question: Message,
  clientId: string,
  correction?: FoundCorrection,
): Message {
  if (correction) return insertCorrected(school, question, clientId, correction);
  return insert(school, {
    conversation: question.conversationNumber,
    parent: question.number,
    role: 'assistant',
    clientId,
    text: '',
    original: null,
    script: question.script,
    state: 'waiting',
  });
}

function insertCorrected(
  school: School,
  question: Message,
  clientId: string,
  { number, text }: FoundCorrection,
): Message {
  const { script } = question;
  const answer = insert(school, {
    conversation: question.conversationNumber,
    parent: question.number,
    role: 'assistant',
    clientId,
    text: inScript(text, script),
    original: script === 'Cyrl' ? null : text,
    script,
    state: 'complete',
  });
  school.store.run('UPDATE messages SET correction_number = :correction WHERE number = :number', {
    correction: number,
    number: answer.number,
  });
  indexMessage(school.store, answer.number, answer.text);
  return { ...answer, correctionNumber: number };
}

function insert(
  { store, clock }: School,
  message: Record<
    'conversation' | 'parent' | 'role' | 'clientId' | 'text' | 'original' | 'script' | 'state',
    string | number | null
  > & { readonly bookId?: string | null },
): Message {
  const { inserted } = store.run(
    `INSERT INTO messages (id, conversation_number, parent_number, role, client_id, text, original, script, state, book_id, created_at)
     VALUES (:id, :conversation, :parent, :role, :clientId, :text, :original, :script, :state, :bookId, :now)`,
    { ...message, bookId: message.bookId ?? null, id: newId(), now: clock() },
  );
  return findMessage(store, 'number = :number', { number: inserted }) as Message;
}

function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength + 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > titleLength / 2 ? space : titleLength)}…`;
}
