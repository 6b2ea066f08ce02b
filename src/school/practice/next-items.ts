import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Candidate, chooseItems, dailyBudget, showItem } from '../../practice/index.ts';
import { isTestUnderWay } from '../class-tests/under-way.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { ownAssignment } from './assignments.ts';
import { itemOf } from './items.ts';
import { type PracticeDay, practiceDay, todayView } from './practice-day.ts';
import { weakTopicsOf } from './progress.ts';
import { openTurn, practiceTutorOf, turnView } from './tutor-turns.ts';

/** What the pupil wants to practise. */
export interface NextChoice {
  readonly subject?: string | undefined;
  readonly topic?: string | undefined;
  readonly assignment?: string | undefined;
  readonly weak?: '1' | undefined;
  readonly more?: '1' | undefined;
  readonly limit: number;
}

const idsSchema = z.array(z.string());

interface DueRow {
  readonly id: string;
  readonly stability: number;
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
  const candidates = candidatesOf(school, person, choice, today);
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
  const withTutor = practiceTutorOf(school, person) !== undefined;
  const items = ids.slice(0, choice.limit).map((id) => {
    const item = itemOf(store, id);
    const turn = withTutor ? openTurn(store, person, id, item.version) : undefined;
    return { ...showItem(item), tutor: turn ? turnView(turn) : null };
  });
  return { items, withTutor, today: todayView(school, person, today) };
}

/** @throws SchoolError `test-under-way` */
export function checkNoTest(school: School, person: Person): void {
  if (isTestUnderWay(school, person)) {
    throw new SchoolError('test-under-way', 'A test is being written in the class.', {
      remedy: 'Practise when it is over.',
    });
  }
}

/** What is due and what is new. Most questions that a pupil knows wait for a later day; those are not read. */
function candidatesOf(school: School, person: Person, choice: NextChoice, { day }: PracticeDay): Candidate[] {
  const { store } = school;
  const work = choice.assignment === undefined ? choice : ownAssignment(school, person, choice.assignment);
  const weak =
    choice.weak === '1'
      ? JSON.stringify(weakTopicsOf(school, person).map(({ subject, topic }) => [subject, topic]))
      : null;
  const { subject = null, topic = null } = work;
  const values = { person: person.number, subject, topic, weak };
  const meant = `newest = 1 AND status = 'approved' AND (:subject IS NULL OR subject = :subject)
    AND (:topic IS NULL OR topic = :topic)
    AND (:weak IS NULL OR json_array(subject, topic) IN (SELECT value FROM json_each(:weak)))`;
  const due = store.all<DueRow>(
    `SELECT id, stability, difficulty, reviewed_at, reviews, lapses, due_day
     FROM memories JOIN item ON item_id = id
     WHERE person_number = :person AND due_day <= :day AND ${meant}`,
    { ...values, day },
  );
  // In one row: a row for each of more than a thousand questions would take most of the time.
  const fresh = store.get<{ ids: string }>(
    `SELECT json_group_array(id) AS ids FROM item WHERE ${meant}
     AND NOT EXISTS (SELECT 1 FROM memories WHERE person_number = :person AND item_id = id)`,
    values,
  );
  const ids =
    fresh === undefined
      ? []
      : parseWith(idsSchema, parseJson(fresh.ids, { family: 'corrupt', file: store.file }));
  return [...due.map(candidateOf), ...ids.map((id) => ({ id }))]
    .map((candidate) => ({ candidate, order: mixed(person.number, candidate.id) }))
    .sort((one, other) => one.order - other.order)
    .map(({ candidate }) => candidate);
}

function candidateOf(row: DueRow): Candidate {
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
