import type { SchoolClass } from '../classes/class.ts';
import type { School } from '../school.ts';
import { listAssignments } from './assignments.ts';

const dayMs = 24 * 60 * 60_000;
const recentDays = 14;

/** What a class practises, for its teachers: pupils by name, topics by subject. */
export function classPractice({ store, clock }: School, { number }: SchoolClass) {
  const since = clock() - recentDays * dayMs;
  const pupils = store.all<{
    pupilId: string;
    nickname: string;
    days: number;
    answers: number;
    right: number;
    lastAt: number | null;
  }>(
    `SELECT people.id AS pupilId, people.name AS nickname, count(DISTINCT answered_at / ${dayMs}) AS days,
       count(answered_at) AS answers, coalesce(sum(is_right), 0) AS right, max(answered_at) AS lastAt
     FROM people LEFT JOIN practice_answers ON person_number = people.number AND answered_at > :since
     WHERE class_number = :class GROUP BY people.number ORDER BY name_key, people.number`,
    { class: number, since },
  );
  const topics = store.all<{
    subject: string;
    topic: string | null;
    pupils: number;
    answers: number;
    right: number;
  }>(
    `SELECT subject, topic, count(DISTINCT person_number) AS pupils, count(*) AS answers, sum(is_right) AS right
     FROM practice_answers JOIN people ON people.number = person_number
       JOIN item ON item.id = item_id AND newest = 1
     WHERE class_number = :class AND answered_at > :since GROUP BY subject, topic ORDER BY subject, topic`,
    { class: number, since },
  );
  const assignments = listAssignments(store, number).map((work) => {
    const values = { subject: work.subject, topic: work.topic };
    const meant = `newest = 1 AND status = 'approved' AND subject = :subject AND (:topic IS NULL OR topic = :topic)`;
    const items = store.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE ${meant}`, values);
    const finished = store.one<{ count: number }>(
      `SELECT count(*) AS count FROM people WHERE class_number = :class AND NOT EXISTS (
         SELECT 1 FROM item WHERE ${meant} AND NOT EXISTS (
           SELECT 1 FROM memories WHERE person_number = people.number AND item_id = item.id))`,
      { ...values, class: number },
    );
    return { ...work, items: items.count, finished: finished.count };
  });
  return { assignments, pupils, topics };
}
