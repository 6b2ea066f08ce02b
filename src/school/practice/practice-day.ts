import { calendarDayOf, dailyBudget, onDay, type PracticeDays } from '../../practice/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';

/** A pupil's calendar today, with what was done on this day. */
export interface PracticeDay extends PracticeDays {
  readonly answers: number;
  readonly newItems: number;
  /** Whether the pupil has practised before, on this day or another. */
  readonly isKnown: boolean;
}

interface DayRow {
  readonly day: number;
  readonly calendar_day: number;
  readonly streak: number;
  readonly answers: number;
  readonly new_items: number;
}

/** The present day; it is written down with its first answer. */
export function practiceDay({ store, clock }: School, person: Person): PracticeDay {
  const row = store.get<DayRow>('SELECT * FROM practice_days WHERE person_number = :person', {
    person: person.number,
  });
  const before = row && { day: row.day, calendarDay: row.calendar_day, streak: row.streak };
  const days = onDay(before, calendarDayOf(clock()));
  const isSameDay = row !== undefined && days.calendarDay === row.calendar_day;
  return {
    ...days,
    answers: isSameDay ? row.answers : 0,
    newItems: isSameDay ? row.new_items : 0,
    isKnown: row !== undefined,
  };
}

/** Writes down one more answer. */
export function countAnswer({ store }: School, person: Person, today: PracticeDay, isNew: boolean): void {
  store.run(
    `INSERT INTO practice_days VALUES (:person, :day, :calendarDay, :streak, :answers, :newItems)
     ON CONFLICT (person_number) DO UPDATE SET day = :day, calendar_day = :calendarDay, streak = :streak,
       answers = :answers, new_items = :newItems`,
    {
      person: person.number,
      day: today.day,
      calendarDay: today.calendarDay,
      streak: today.streak,
      answers: today.answers + 1,
      newItems: today.newItems + (isNew ? 1 : 0),
    },
  );
}

/** What the page shows of the day. Yesterday's row of days still stands until the pupil has missed too many. */
export function todayView({ store }: School, person: Person, today: PracticeDay) {
  const due = store.one<{ count: number }>(
    `SELECT count(*) AS count FROM memories JOIN item ON item.id = item_id AND newest = 1 AND status = 'approved'
     WHERE person_number = :person AND due_day <= :day`,
    { person: person.number, day: today.day },
  );
  const streak = !today.isKnown ? 0 : today.answers > 0 ? today.streak : today.streak - 1;
  return { answers: today.answers, budget: dailyBudget.answers, due: due.count, streak };
}
