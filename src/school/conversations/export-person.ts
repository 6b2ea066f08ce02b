import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { conversationView, listConversations } from './conversation.ts';
import { answerView, listMessages, questionView } from './message.ts';

const all = Number.MAX_SAFE_INTEGER - 1;

/** Everything that is kept about a person, but for the hash of the PIN or password. */
export function exportPerson({ store }: School, person: Person, options: { readonly readableOnly: boolean }) {
  const { conversations } = listConversations(store, { person: person.number }, { limit: all });
  const sessions = store.all<{ created_at: number; seen_at: number; expires_at: number }>(
    'SELECT created_at, seen_at, expires_at FROM sessions WHERE person_number = :number',
    { number: person.number },
  );
  const views = conversations.map((conversation) => ({
    ...conversationView(store, conversation),
    messages: listMessages(store, 'conversation_number = :number ORDER BY number', {
      number: conversation.number,
    }).map((message) =>
      message.role === 'user' ? questionView(store, message) : answerView(store, message),
    ),
  }));
  const devices = store.all<{ seen_at: number }>(
    'SELECT seen_at FROM devices WHERE person_number = :number ORDER BY seen_at',
    { number: person.number },
  );
  const { id, role, name, script, language, createdAt, lastSeenAt } = person;
  return {
    person: { id, role, name, script, language, createdAt, lastSeenAt },
    sessions: sessions.map((row) => ({
      createdAt: row.created_at,
      seenAt: row.seen_at,
      expiresAt: row.expires_at,
    })),
    /** Browsers in which the person has logged in. */
    devices: devices.map((row) => ({ seenAt: row.seen_at })),
    conversations: options.readableOnly ? views.filter(({ teacherMayRead }) => teacherMayRead) : views,
  };
}
