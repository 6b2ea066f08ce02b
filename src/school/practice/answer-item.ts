import {
  afterAnswer,
  answerText,
  gradeTyped,
  type Item,
  type Memory,
  quietDay,
  type Recall,
  tutorOutcome,
  type Verdict,
} from '../../practice/index.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { bookPlace } from './book-place.ts';
import { itemOf } from './items.ts';
import { checkNoTest } from './next-items.ts';
import { countAnswer, type PracticeDay, practiceDay, todayView } from './practice-day.ts';
import {
  openTurn,
  practiceTutorOf,
  type TutorTurn,
  takeTurn,
  turnOfMessage,
  turnView,
} from './tutor-turns.ts';

export interface PracticeAnswer {
  readonly clientId: string;
  readonly itemId: string;
  readonly version: number;
  readonly typed: string;
}

interface MemoryRow {
  readonly stability: number;
  readonly difficulty: number;
  readonly reviewed_at: number;
  readonly reviews: number;
  readonly lapses: number;
}

interface KeptAnswer {
  readonly item_id: string;
  readonly item_version: number;
  readonly typed: string;
}

/**
 * Grades an answer, writes it down and says when the question comes again. When this returns, it is on disk. The same
 * client id with the same answer is counted once and told the same again. What cannot be read is not counted. Where the
 * class works with the tutor, a wrong answer is a turn of it, and the question counts when the tutor is through.
 * @throws SchoolError `test-under-way`, `not-found`, `already-used`.
 */
export function answerItem(school: School, person: Person, answer: PracticeAnswer) {
  const { store } = school;
  return store.transaction(() => {
    const item = itemOf(store, answer.itemId, answer.version);
    const verdict = gradeTyped(item, answer.typed);
    const before = keptAnswer(store, person, answer) ?? turnOfMessage(store, person, answer.clientId);
    if (before) {
      if (!isSameAnswer(before, answer)) throw alreadyUsed();
      const turn = turnOfMessage(store, person, answer.clientId);
      return told(school, person, item, verdict, turn);
    }
    checkNoTest(school, person);
    if (item.status === 'draft') throw new SchoolError('not-found', 'This question is not for pupils.');
    const turn = tutored(school, person, item, answer, verdict);
    const recall = turn ? recallAfter(turn.state) : verdict.isRight ? 'known' : 'forgotten';
    const { understood } = verdict;
    if (recall !== undefined && understood !== null)
      writeAnswer(school, person, answer, { ...verdict, understood, recall });
    return told(school, person, item, verdict, turn);
  });
}

/** The tutor's turn, where the class works with it and the answer is not right at once. */
function tutored(
  school: School,
  person: Person,
  item: Item,
  answer: PracticeAnswer,
  { isRight }: Verdict,
): TutorTurn | undefined {
  const settings = practiceTutorOf(school, person);
  if (settings === undefined) return undefined;
  const before = openTurn(school.store, person, item.id, item.version);
  if (before === undefined && isRight) return undefined;
  return takeTurn(school, person, item, answer, { before, settings });
}

const recalls = { known: 'known', 'with-help': 'helped', 'not-known': 'forgotten' } as const;

/** What the scheduler learns of a turn; nothing while the pupil is still trying. */
function recallAfter(state: TutorTurn['state']): Recall | undefined {
  const outcome = tutorOutcome(state);
  return outcome && recalls[outcome];
}

/** What the pupil is told. While the tutor helps, and where it never shows the answer, nothing gives it away. */
function told(school: School, person: Person, item: Item, verdict: Verdict, turn: TutorTurn | undefined) {
  const { understood, isRight, share } = verdict;
  const phase = turn?.state.phase;
  const isHidden = understood === null || phase === 'trying' || phase === 'closed';
  return {
    understood,
    isRight,
    share: isHidden ? 0 : share,
    right: isHidden ? null : answerText(item),
    why: isHidden ? null : item.why,
    source: isHidden ? null : bookPlace(school, person, item),
    tutor: turn ? turnView(turn) : null,
    today: todayView(school, person, practiceDay(school, person)),
  };
}

function keptAnswer(store: Store, person: Person, { clientId }: PracticeAnswer) {
  const row = store.get<KeptAnswer>(
    `SELECT item_id, item_version, typed FROM practice_answers
     WHERE person_number = :person AND client_id = :clientId`,
    { person: person.number, clientId },
  );
  return row && { itemId: row.item_id, itemVersion: row.item_version, typed: row.typed };
}

function isSameAnswer(
  before: { readonly itemId: string; readonly itemVersion: number; readonly typed: string },
  { itemId, version, typed }: PracticeAnswer,
): boolean {
  return before.itemId === itemId && before.itemVersion === version && before.typed === typed;
}

interface Counted extends Verdict {
  readonly understood: string;
  readonly recall: Recall;
}

/** Counts an answer. One that needed help is not right: progress shows what a pupil knows alone. */
function writeAnswer(
  school: School,
  person: Person,
  answer: PracticeAnswer,
  { understood, share, recall }: Counted,
): void {
  const { store, clock } = school;
  const today = practiceDay(school, person);
  store.run(
    `INSERT INTO practice_answers (person_number, client_id, item_id, item_version, typed, understood, is_right, share, answered_at)
     VALUES (:person, :clientId, :itemId, :version, :typed, :understood, :isRight, :share, :now)`,
    {
      person: person.number,
      ...answer,
      understood,
      isRight: recall === 'known' ? 1 : 0,
      share,
      now: clock(),
    },
  );
  const before = memoryOf(school, person, answer.itemId);
  remember(school, person, today, answer.itemId, before, recall);
  countAnswer(school, person, today, before === undefined);
}

/** A question that was answered twice on a day is remembered as after the first, unless the second one was wrong. */
function remember(
  { store, clock }: School,
  person: Person,
  { day }: PracticeDay,
  itemId: Item['id'],
  before: (Memory & { readonly dueDay: number }) | undefined,
  recall: Recall,
): void {
  const now = clock();
  if (before && recall !== 'forgotten' && before.dueDay > day) return;
  const { memory, intervalDays } = afterAnswer(before, recall, now);
  const load = new Map(
    store
      .all<{ due_day: number; count: number }>(
        `SELECT due_day, count(*) AS count FROM memories
         WHERE person_number = :person AND due_day BETWEEN :from AND :to GROUP BY due_day`,
        { person: person.number, from: day + Math.floor(intervalDays / 2), to: day + 2 * intervalDays },
      )
      .map((row) => [row.due_day, row.count]),
  );
  store.run(
    `INSERT INTO memories VALUES (:person, :itemId, :stability, :difficulty, :now, :reviews, :lapses, :dueDay)
     ON CONFLICT (person_number, item_id) DO UPDATE SET stability = :stability, difficulty = :difficulty,
       reviewed_at = :now, reviews = :reviews, lapses = :lapses, due_day = :dueDay`,
    {
      person: person.number,
      itemId,
      stability: memory.stability,
      difficulty: memory.difficulty,
      now,
      reviews: memory.reviews,
      lapses: memory.lapses,
      dueDay: quietDay(day, intervalDays, (one) => load.get(one) ?? 0),
    },
  );
}

function memoryOf({ store }: School, person: Person, itemId: string) {
  const row = store.get<MemoryRow & { due_day: number }>(
    'SELECT * FROM memories WHERE person_number = :person AND item_id = :itemId',
    { person: person.number, itemId },
  );
  if (!row) return undefined;
  const { stability, difficulty, reviewed_at: reviewedAt, reviews, lapses, due_day: dueDay } = row;
  return { stability, difficulty, reviewedAt, reviews, lapses, dueDay };
}

function alreadyUsed(): SchoolError {
  return new SchoolError('already-used', 'The client id was used for something else.', { place: 'clientId' });
}
