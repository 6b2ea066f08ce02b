import {
  afterAnswer,
  answerText,
  gradeTyped,
  type Item,
  type Memory,
  quietDay,
} from '../../practice/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { bookPlace } from './book-place.ts';
import { itemOf } from './items.ts';
import { checkNoTest } from './next-items.ts';
import { countAnswer, type PracticeDay, practiceDay, todayView } from './practice-day.ts';

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
 * client id with the same answer is counted once and told the same again. What cannot be read is not counted.
 * @throws SchoolError `test-under-way`, `not-found`, `already-used`.
 */
export function answerItem(school: School, person: Person, answer: PracticeAnswer) {
  const { store } = school;
  return store.transaction(() => {
    const kept = store.get<KeptAnswer>(
      `SELECT item_id, item_version, typed FROM practice_answers
       WHERE person_number = :person AND client_id = :clientId`,
      { person: person.number, clientId: answer.clientId },
    );
    const item = itemOf(store, answer.itemId, answer.version);
    const verdict = gradeTyped(item, answer.typed);
    let today = practiceDay(school, person);
    if (kept) {
      const isSame =
        kept.item_id === answer.itemId && kept.item_version === answer.version && kept.typed === answer.typed;
      if (!isSame) throw alreadyUsed();
    } else {
      checkNoTest(school, person);
      if (item.status === 'draft') throw new SchoolError('not-found', 'This question is not for pupils.');
      const { understood } = verdict;
      if (understood !== null) today = writeAnswer(school, person, today, answer, { ...verdict, understood });
    }
    const isRead = verdict.understood !== null;
    return {
      ...verdict,
      right: isRead ? answerText(item) : null,
      why: isRead ? item.why : null,
      source: isRead ? bookPlace(school, person, item) : null,
      today: todayView(school, person, today),
    };
  });
}

function writeAnswer(
  school: School,
  person: Person,
  today: PracticeDay,
  answer: PracticeAnswer,
  verdict: { readonly isRight: boolean; readonly share: number; readonly understood: string },
): PracticeDay {
  const { store, clock } = school;
  store.run(
    `INSERT INTO practice_answers (person_number, client_id, item_id, item_version, typed, understood, is_right, share, answered_at)
     VALUES (:person, :clientId, :itemId, :version, :typed, :understood, :isRight, :share, :now)`,
    {
      person: person.number,
      ...answer,
      understood: verdict.understood,
      isRight: verdict.isRight ? 1 : 0,
      share: verdict.share,
      now: clock(),
    },
  );
  const before = memoryOf(school, person, answer.itemId);
  remember(school, person, today, answer.itemId, before, verdict.isRight);
  return countAnswer(school, person, today, before === undefined);
}

/** A question that was answered twice on a day is remembered as after the first, unless the second one was wrong. */
function remember(
  { store, clock }: School,
  person: Person,
  { day }: PracticeDay,
  itemId: Item['id'],
  before: (Memory & { readonly dueDay: number }) | undefined,
  isRight: boolean,
): void {
  const now = clock();
  if (before && isRight && before.dueDay > day) return;
  const { memory, intervalDays } = afterAnswer(before, isRight ? 'known' : 'forgotten', now);
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
