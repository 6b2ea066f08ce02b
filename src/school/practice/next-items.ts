import { type Candidate, chooseItems, dailyBudget, showItem } from '../../practice/index.ts';
import { isTestUnderWay } from '../class-tests/under-way.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { ownAssignment } from './assignments.ts';
import { itemOf } from './items.ts';
import { practiceDay, todayView } from './practice-day.ts';
import { weakTopicsOf } from './progress.ts';

/** What the pupil wants to practise. */
export interface NextChoice {
  readonly subject?: string | undefined;
  readonly topic?: string | undefined;
  readonly assignment?: string | undefined;
  readonly weak?: '1' | undefined;
  readonly more?: '1' | undefined;
  readonly limit: number;
}

interface CandidateRow {
  readonly id: string;
  readonly subject: string;
  readonly topic: string | null;
  readonly stability: number | null;
  readonly difficulty: number;
  readonly reviewed_at: number;
  readonly reviews: number;
  readonly lapses: number;
  readonly due_day: number;
}

/**
 * The next questions of a pupil: what is due, then what is new.
 * @throws SchoolError `test-under-way`, `not-found` for an assignment of another class.
 */
export function nextItems(school: School, person: Person, choice: NextChoice) {
  checkNoTest(school, person);
  const { store, clock } = school;
  const today = practiceDay(school, person);
  const candidates = candidatesOf(school, person, choice);
  const extra = choice.more === '1' ? dailyBudget : { answers: 0, newItems: 0 };
  const ids = chooseItems(candidates, {
    day: today.day,
    at: clock(),
    budget: {
      answers: Math.max(dailyBudget.answers, extra.answers && today.answers + extra.answers),
      newItems: Math.max(dailyBudget.newItems, extra.newItems && today.newItems + extra.newItems),
    },
    done: today,
  });
  const items = ids.slice(0, choice.limit).map((id) => showItem(itemOf(store, id)));
  return { items, today: todayView(school, person, today) };
}

/** @throws SchoolError `test-under-way` */
export function checkNoTest(school: School, person: Person): void {
  if (isTestUnderWay(school, person)) {
    throw new SchoolError('test-under-way', 'A test is being written in the class.', {
      remedy: 'Practise when it is over.',
    });
  }
}

function candidatesOf(school: School, person: Person, choice: NextChoice): Candidate[] {
  const work = choice.assignment === undefined ? choice : ownAssignment(school, person, choice.assignment);
  const rows = school.store.all<CandidateRow>(
    `SELECT id, subject, topic, stability, difficulty, reviewed_at, reviews, lapses, due_day
     FROM item LEFT JOIN memories ON item_id = id AND person_number = :person
     WHERE newest = 1 AND status = 'approved' AND (:subject IS NULL OR subject = :subject)
       AND (:topic IS NULL OR topic = :topic)`,
    { person: person.number, subject: work.subject ?? null, topic: work.topic ?? null },
  );
  const weak = choice.weak === '1' ? weakTopicsOf(school, person) : undefined;
  return rows
    .filter(
      (row) => !weak || weak.some(({ subject, topic }) => subject === row.subject && topic === row.topic),
    )
    .map((row) => ({ row, order: mixed(person.number, row.id) }))
    .sort((one, other) => one.order - other.order)
    .map(({ row }) => candidateOf(row));
}

function candidateOf(row: CandidateRow): Candidate {
  if (row.stability === null) return { id: row.id };
  const { id, stability, difficulty, reviewed_at: reviewedAt, reviews, lapses, due_day: dueDay } = row;
  return { id, known: { memory: { stability, difficulty, reviewedAt, reviews, lapses }, dueDay } };
}

/** A number that mixes the questions for each pupil in another way, and the same way every time (FNV-1a). */
function mixed(personNumber: number, id: string): number {
  let hash = 0x811c9dc5 ^ personNumber;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
