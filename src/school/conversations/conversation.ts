import { findClass, teaches } from '../classes/class.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';
import { newId } from '../secrets.ts';
import { findMessage, idOf } from './message.ts';
import { checkConversations } from './storage.ts';

/** A tree of questions and answers that belongs to one person. */
export interface Conversation {
  readonly number: number;
  readonly id: string;
  readonly personNumber: number;
  readonly title: string;
  readonly leafNumber: number | null;
  /** Begun while the class let its teachers read. */
  readonly readable: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface ConversationRow {
  readonly number: number;
  readonly id: string;
  readonly person_number: number;
  readonly title: string;
  readonly leaf_number: number | null;
  readonly readable: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/**
 * Begins a conversation; the same client id gives the same one.
 * @returns the conversation, and whether it is new.
 */
export function beginConversation(
  { store, clock }: School,
  person: Person,
  { clientId, title = '' }: { readonly clientId: string; readonly title?: string | undefined },
): { readonly conversation: Conversation; readonly created: boolean } {
  return store.transaction(() => {
    const known = find(store, 'person_number = :person AND client_id = :clientId', {
      person: person.number,
      clientId,
    });
    if (known) return { conversation: known, created: false };
    checkConversations(store, person);
    const id = newId();
    store.run(
      `INSERT INTO conversations (id, person_number, client_id, title, readable, created_at, updated_at)
       VALUES (:id, :person, :clientId, :title, :readable, :now, :now)`,
      {
        id,
        person: person.number,
        clientId,
        title,
        readable: teacherMayRead(store, person) ? 1 : 0,
        now: clock(),
      },
    );
    return { conversation: find(store, 'id = :id', { id }) as Conversation, created: true };
  });
}

/** @throws SchoolError `not-found`, also when it is another person's. */
export function ownConversation(store: Store, person: Person, id: string): Conversation {
  const conversation = find(store, 'id = :id AND person_number = :person', { id, person: person.number });
  if (!conversation) throw notFound('conversation');
  return conversation;
}

/**
 * A conversation that a person may read: their own, or a pupil's whose class lets its teachers read.
 * @throws SchoolError `not-found`.
 */
export function readableConversation(store: Store, person: Person, id: string): Conversation {
  const conversation = find(store, 'id = :id', { id });
  if (!conversation || !mayRead(store, person, conversation)) throw notFound('conversation');
  return conversation;
}

export function conversationOfNumber(store: Store, number: number): Conversation | undefined {
  return find(store, 'number = :number', { number });
}

export function mayRead(store: Store, person: Person, conversation: Conversation): boolean {
  if (conversation.personNumber === person.number) return true;
  if (!conversation.readable) return false;
  const owner = store.get<{ class_number: number | null }>(
    'SELECT class_number FROM people WHERE number = :number',
    {
      number: conversation.personNumber,
    },
  );
  const classNumber = owner?.class_number ?? null;
  if (!teaches(store, person, classNumber)) return false;
  return findClass(store, 'number = :number', { number: classNumber })?.settings.teacherMayRead ?? false;
}

/** The latest first. `where` narrows to one person or one class's readable ones. */
export function listConversations(
  store: Store,
  where: { readonly person: number } | { readonly readableInClass: number },
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): { readonly conversations: Conversation[]; readonly more: boolean } {
  const condition =
    'person' in where
      ? 'person_number = :key'
      : 'readable = 1 AND person_number IN (SELECT number FROM people WHERE class_number = :key)';
  // By the last message and not by the clock.
  const order =
    'max(coalesce((SELECT max(number) FROM messages WHERE conversation_number = c.number), 0), 0)';
  const last = before === undefined ? undefined : find(store, 'id = :before', { before });
  const rows = store.all<ConversationRow>(
    `SELECT c.*, ${order} AS latest FROM conversations AS c
     WHERE ${condition} AND (:last IS NULL OR (latest, c.number) < (SELECT ${order}, number FROM conversations AS c WHERE number = :last))
     ORDER BY latest DESC, c.number DESC LIMIT :limit`,
    {
      key: 'person' in where ? where.person : where.readableInClass,
      last: last?.number ?? null,
      limit: limit + 1,
    },
  );
  return { conversations: rows.slice(0, limit).map(toConversation), more: rows.length > limit };
}

/** @throws SchoolError `bad-request` when the leaf is not a message of the conversation. */
export function changeConversation(
  { store }: School,
  conversation: Conversation,
  change: { readonly title?: string | undefined; readonly leafId?: string | undefined },
): Conversation {
  const leaf =
    change.leafId === undefined
      ? undefined
      : findMessage(store, 'id = :id AND conversation_number = :conversation', {
          id: change.leafId,
          conversation: conversation.number,
        });
  if (change.leafId !== undefined && !leaf) {
    throw new SchoolError('bad-request', 'The conversation has no such message.', { place: 'leafId' });
  }
  store.run('UPDATE conversations SET title = :title, leaf_number = :leaf WHERE number = :number', {
    title: change.title ?? conversation.title,
    leaf: leaf?.number ?? conversation.leafNumber,
    number: conversation.number,
  });
  return conversationOfNumber(store, conversation.number) as Conversation;
}

export function removeConversation({ store }: School, conversation: Conversation): void {
  store.run('DELETE FROM conversations WHERE number = :number', { number: conversation.number });
}

/** A conversation as the page sees it. */
export function conversationView(store: Store, conversation: Conversation) {
  const owner = store.get<{ class_number: number | null }>(
    'SELECT class_number FROM people WHERE number = :number',
    {
      number: conversation.personNumber,
    },
  );
  const allowed =
    findClass(store, 'number = :number', { number: owner?.class_number ?? null })?.settings.teacherMayRead ??
    false;
  return {
    id: conversation.id,
    title: conversation.title,
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt,
    leafId: idOf(store, conversation.leafNumber),
    teacherMayRead: conversation.readable && allowed,
  };
}

function teacherMayRead(store: Store, person: Person): boolean {
  if (person.classNumber === null) return false;
  return (
    findClass(store, 'number = :number', { number: person.classNumber })?.settings.teacherMayRead ?? false
  );
}

function find(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): Conversation | undefined {
  const row = store.get<ConversationRow>(`SELECT * FROM conversations WHERE ${condition}`, parameters);
  return row && toConversation(row);
}

function toConversation(row: ConversationRow): Conversation {
  return {
    number: row.number,
    id: row.id,
    personNumber: row.person_number,
    title: row.title,
    leafNumber: row.leaf_number,
    readable: row.readable === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
