import type { Grounding } from '../../chat/index.ts';
import type { AnswerState } from '../contract/conversations.ts';
import type { AnswerScript } from '../contract/people.ts';
import type { Store } from '../database/store.ts';
import { type Formula, findFormulas } from './formulas.ts';
import { groundingView, readGrounding } from './grounding.ts';

/** One question or answer of a conversation's tree. */
export interface Message {
  readonly number: number;
  readonly id: string;
  readonly conversationNumber: number;
  readonly parentNumber: number | null;
  readonly role: 'user' | 'assistant';
  readonly clientId: string;
  readonly text: string;
  /** A question: what was typed before "you meant" was taken. An answer in another script: what the model wrote. */
  readonly original: string | null;
  readonly script: AnswerScript;
  readonly state: AnswerState;
  readonly error: string | null;
  readonly droppedMessages: number;
  readonly createdAt: number;
  /** An answer that a teacher's correction of another one gave. */
  readonly correctionNumber: number | null;
  /** What an answer rests on; null before it is known. */
  readonly grounding: Grounding | null;
  /** A question to one book only. */
  readonly bookId: string | null;
}

interface MessageRow {
  readonly number: number;
  readonly id: string;
  readonly conversation_number: number;
  readonly parent_number: number | null;
  readonly role: 'user' | 'assistant';
  readonly client_id: string;
  readonly text: string;
  readonly original: string | null;
  readonly script: AnswerScript;
  readonly state: AnswerState;
  readonly error: string | null;
  readonly dropped_messages: number;
  readonly created_at: number;
  readonly correction_number: number | null;
  readonly grounding: string | null;
  readonly book_id: string | null;
}

export function findMessage(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): Message | undefined {
  const row = store.get<MessageRow>(`SELECT * FROM messages WHERE ${condition}`, parameters);
  return row && toMessage(row);
}

export function listMessages(
  store: Store,
  condition: string,
  parameters: Parameters<Store['all']>[1],
): Message[] {
  return store.all<MessageRow>(`SELECT * FROM messages WHERE ${condition}`, parameters).map(toMessage);
}

/** The messages from the first question down to one message, in order. */
export function pathTo(store: Store, number: number): Message[] {
  return store
    .all<MessageRow>(
      `WITH RECURSIVE path (number) AS (
         SELECT :number
         UNION ALL
         SELECT messages.parent_number FROM messages JOIN path ON messages.number = path.number
         WHERE messages.parent_number IS NOT NULL
       )
       SELECT messages.* FROM messages JOIN path USING (number) ORDER BY number`,
      { number },
    )
    .map(toMessage);
}

/** Whether nothing is being written any more. */
export function isFinished({ state }: { readonly state: AnswerState }): boolean {
  return state !== 'waiting' && state !== 'writing';
}

/** What the model wrote, in Cyrillic. */
export function modelText(answer: Pick<Message, 'text' | 'original'>): string {
  return answer.original ?? answer.text;
}

/** A question as the page sees it. */
export function questionView(
  store: Store,
  { id, parentNumber, text, original, createdAt, clientId }: Message,
) {
  const parentId = idOf(store, parentNumber);
  return { id, parentId, role: 'user' as const, text, original, createdAt, clientId };
}

export type AnswerView = ReturnType<typeof answerView>;

/** An answer as the page sees it. */
export function answerView(store: Store, answer: Message) {
  const correction = store.get<{ text: string; created_at: number }>(
    'SELECT text, created_at FROM corrections WHERE answer_number = :number',
    { number: answer.number },
  );
  const formulas: readonly Formula[] = isFinished(answer) ? findFormulas(answer.text) : [];
  return {
    id: answer.id,
    parentId: idOf(store, answer.parentNumber),
    role: 'assistant' as const,
    text: answer.text,
    script: answer.script,
    createdAt: answer.createdAt,
    state: answer.state,
    error: answer.error,
    formulas,
    grounding: answer.grounding && groundingView(answer.grounding),
    droppedMessages: answer.droppedMessages,
    correction: correction ? { text: correction.text, createdAt: correction.created_at } : null,
    source: answer.correctionNumber === null ? ('model' as const) : ('correction' as const),
    marked:
      store.get('SELECT 1 FROM marks WHERE answer_number = :number', { number: answer.number }) !== undefined,
  };
}

/** The public id of a message's number. */
export function idOf(store: Store, number: number | null): string | null {
  if (number === null) return null;
  return store.get<{ id: string }>('SELECT id FROM messages WHERE number = :number', { number })?.id ?? null;
}

function toMessage(row: MessageRow): Message {
  return {
    number: row.number,
    id: row.id,
    conversationNumber: row.conversation_number,
    parentNumber: row.parent_number,
    role: row.role,
    clientId: row.client_id,
    text: row.text,
    original: row.original,
    script: row.script,
    state: row.state,
    error: row.error,
    droppedMessages: row.dropped_messages,
    createdAt: row.created_at,
    correctionNumber: row.correction_number,
    grounding: readGrounding(row.grounding, row.id),
    bookId: row.book_id,
  };
}
