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
  const practice = store.all<{ itemId: string; typed: string; isRight: number; answeredAt: number }>(
    `SELECT item_id AS itemId, typed, is_right AS isRight, answered_at AS answeredAt FROM practice_answers
     WHERE person_number = :number ORDER BY number`,
    { number: person.number },
  );
  const tutor = store.all<{ itemId: string; typed: string; text: string; saidAt: number }>(
    `SELECT item_id AS itemId, typed, text, said_at AS saidAt FROM tutor_turns
     WHERE person_number = :number ORDER BY number`,
    { number: person.number },
  );
  const tests = store.all<{
    test: string;
    place: number;
    typed: string;
    isRight: number;
    answeredAt: number;
  }>(
    `SELECT title AS test, sheet_answers.place, typed, is_right AS isRight, answered_at AS answeredAt
     FROM sheet_answers JOIN sheets ON sheets.number = sheet_number JOIN tests ON tests.number = test_number
     WHERE person_number = :number ORDER BY sheet_answers.number`,
    { number: person.number },
  );
  const studies = store.all<{ study: string; form: string; takesPart: number; face: number | null }>(
    `SELECT studies.id AS study, form, takes_part AS takesPart, face FROM study_pupils
     JOIN studies ON studies.number = study_number WHERE person_number = :number`,
    { number: person.number },
  );
  const waits = store.all<{ waitMs: number; at: number }>(
    'SELECT wait_ms AS waitMs, at FROM answer_waits WHERE person_number = :number ORDER BY number',
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
    practice: practice.map((row) => ({ ...row, isRight: row.isRight === 1 })),
    tutor,
    tests: tests.map((row) => ({ ...row, isRight: row.isRight === 1 })),
    studies: studies.map((row) => ({ ...row, takesPart: row.takesPart === 1 })),
    /** How long answers took to begin. */
    waits,
    conversations: options.readableOnly ? views.filter(({ teacherMayRead }) => teacherMayRead) : views,
  };
}
