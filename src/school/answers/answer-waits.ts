import type { School } from '../school.ts';
import type { LiveAnswer } from './live-answer.ts';

/** Keeps how long a pupil waited until an answer began. Staff are not measured. */
export function noteWait({ store, clock }: School, { owner, waitedMs }: LiveAnswer): void {
  if (waitedMs === null) return;
  store.run(
    `INSERT INTO answer_waits (person_number, wait_ms, at)
     SELECT number, :waitMs, :now FROM people WHERE id = :owner AND role = 'pupil'`,
    { owner, waitMs: Math.round(waitedMs), now: clock() },
  );
}
