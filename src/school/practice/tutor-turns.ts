import { parseJson, parseWith } from '../../core/schema.ts';
import {
  beginTutor,
  type Item,
  itemBankOf,
  stepTutor,
  type TutorState,
  taskOfItem,
  tutorStateSchema,
} from '../../practice/index.ts';
import { classOfPerson } from '../classes/class.ts';
import type { ClassSettings } from '../contract/class-settings.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { schoolSentences } from './tutor-sentences.ts';

/** What the tutor said last about a question, and where the pupil stands with it. */
export interface TutorTurn {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly typed: string;
  readonly text: string;
  readonly state: TutorState;
}

interface TurnRow {
  readonly item_id: string;
  readonly item_version: number;
  readonly typed: string;
  readonly text: string;
  readonly state: string;
}

/** How the pupil's class works with the tutor in practice; nothing where it does not. */
export function practiceTutorOf(
  { store }: School,
  person: Person,
): ClassSettings['practiceTutor'] | undefined {
  const found = classOfPerson(store, person)?.settings.practiceTutor;
  return found?.isOn ? found : undefined;
}

/** The turn that a message with that client id was. */
export function turnOfMessage(store: Store, person: Person, clientId: string): TutorTurn | undefined {
  const row = store.get<TurnRow>(
    'SELECT * FROM tutor_turns WHERE person_number = :person AND client_id = :clientId',
    { person: person.number, clientId },
  );
  return row && toTurn(store, row);
}

/** The last turn on a question that the pupil has not finished. */
export function openTurn(
  store: Store,
  person: Person,
  itemId: string,
  version: number,
): TutorTurn | undefined {
  const row = store.get<TurnRow>(
    `SELECT * FROM tutor_turns WHERE person_number = :person AND item_id = :itemId ORDER BY number DESC LIMIT 1`,
    { person: person.number, itemId },
  );
  if (row === undefined || row.item_version !== version) return undefined;
  const turn = toTurn(store, row);
  return turn.state.phase === 'trying' ? turn : undefined;
}

/** One more turn: from the state of `before`, or a new one. It is written down. */
export function takeTurn(
  { store, clock }: School,
  person: Person,
  item: Item,
  { clientId, typed }: { readonly clientId: string; readonly typed: string },
  begin: { readonly before: TutorTurn | undefined; readonly settings: ClassSettings['practiceTutor'] },
): TutorTurn {
  const task = taskOfItem(item, siblingsOf(store, item));
  const { hints, attempts, reveals } = begin.settings;
  const state = begin.before?.state ?? beginTutor(task, { hints, attempts, reveals });
  const reply = stepTutor(state, task, typed, schoolSentences(store));
  const turn = {
    itemId: item.id,
    itemVersion: item.version,
    typed,
    text: reply.text,
    state: reply.state,
  };
  store.run(
    `INSERT INTO tutor_turns (person_number, client_id, item_id, item_version, typed, state, text, fault, said_at)
     VALUES (:person, :clientId, :itemId, :itemVersion, :typed, :state, :text, :fault, :now)`,
    {
      person: person.number,
      clientId,
      ...turn,
      state: JSON.stringify(turn.state),
      fault: reply.fault ?? null,
      now: clock(),
    },
  );
  return turn;
}

/** What the page is told of a turn. */
export function turnView({ text, state: { phase, hints, attempts, settings } }: TutorTurn) {
  return { phase, text, hints, mostHints: settings.hints, attempts, mostAttempts: settings.attempts };
}

const mostSiblings = 12;

/** Approved questions of the same topic and kind, which a hint may show as an example. */
function siblingsOf(store: Store, { id, subject, topic, kind }: Item): Item[] {
  if (topic === null) return [];
  const bank = itemBankOf(store);
  return store
    .all<{ id: string }>(
      `SELECT id FROM item WHERE newest = 1 AND status = 'approved' AND subject = :subject AND topic = :topic
       AND kind = :kind AND id <> :id ORDER BY id LIMIT ${mostSiblings}`,
      { id, subject, topic, kind },
    )
    .flatMap((row) => bank.get(row.id) ?? []);
}

function toTurn(store: Store, row: TurnRow): TutorTurn {
  const source = { family: 'corrupt', file: store.file } as const;
  return {
    itemId: row.item_id,
    itemVersion: row.item_version,
    typed: row.typed,
    text: row.text,
    state: parseWith(tutorStateSchema, parseJson(row.state, source), source),
  };
}
