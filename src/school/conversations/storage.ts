import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import { SchoolError } from '../school-error.ts';

/**
 * What one person may keep. A pupil who asks 20 questions every day of a school year stays far below; a program that
 * writes all night does not fill the disk: 500 pupils at their limit are 10 GB.
 */
export const storageLimits = {
  conversations: 2000,
  /** Conversations in which nothing was asked yet. */
  emptyConversations: 20,
  messages: 20_000,
  characters: 10_000_000,
} as const;

interface Kept {
  readonly messages: number;
  readonly characters: number;
}

/** @throws SchoolError `quota` when a person may not begin another conversation. */
export function checkConversations(store: Store, person: Person): void {
  const { all, empty } = store.get<{ all: number; empty: number }>(
    `SELECT count(*) AS "all",
       count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM messages WHERE conversation_number = c.number)) AS "empty"
     FROM conversations AS c WHERE person_number = :person`,
    { person: person.number },
  ) ?? { all: 0, empty: 0 };
  if (all >= storageLimits.conversations)
    throw full(`${storageLimits.conversations} conversations are kept.`);
  if (empty >= storageLimits.emptyConversations) {
    throw full(`${storageLimits.emptyConversations} conversations are empty: ask in one of them.`);
  }
}

/** @throws SchoolError `quota` when a person may not write any more. */
export function checkStorage(store: Store, person: Person): void {
  const { messages, characters } = store.get<Kept>(
    `SELECT count(*) AS messages, coalesce(sum(length(text)), 0) AS characters
     FROM messages JOIN conversations ON conversations.number = conversation_number
     WHERE person_number = :person`,
    { person: person.number },
  ) ?? { messages: 0, characters: 0 };
  if (messages >= storageLimits.messages || characters >= storageLimits.characters) {
    throw full('There is no room for more messages.');
  }
}

function full(message: string): SchoolError {
  return new SchoolError('quota', message, { remedy: 'Delete conversations that are no longer needed.' });
}
