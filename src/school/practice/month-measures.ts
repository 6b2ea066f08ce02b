import type { Store } from '../database/store.ts';

/** What the pupils of a school practised of a subject in a month: counts over at least as many pupils as were asked for. */
interface MonthMeasure {
  readonly month: string;
  readonly subject: string;
  readonly pupils: number;
  readonly answers: number;
  readonly right: number;
}

/**
 * The last month that is over, by subject. A month that still runs is not counted: the difference of two days could be one
 * pupil. Subjects that fewer pupils practised are left out, and there is no sum over subjects from which they would follow.
 */
export function monthMeasures(store: Store, now: number, fewestPupils: number): MonthMeasure[] {
  const today = new Date(now);
  const end = Date.UTC(today.getUTCFullYear(), today.getUTCMonth());
  const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1);
  const month = new Date(start).toISOString().slice(0, 7);
  return store
    .all<Omit<MonthMeasure, 'month'>>(
      `SELECT subject, count(DISTINCT person_number) AS pupils, count(*) AS answers, sum(is_right) AS "right"
       FROM practice_answers JOIN item ON item.id = item_id AND item.version = item_version
       WHERE answered_at >= :start AND answered_at < :end
       GROUP BY subject HAVING pupils >= :fewest ORDER BY subject`,
      { start, end, fewest: fewestPupils },
    )
    .map((row) => ({ month, ...row }));
}
