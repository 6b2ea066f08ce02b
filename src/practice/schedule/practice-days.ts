/**
 * A pupil's own calendar. Items fall due on its days and not on those of the wall: a gap counts as two days at most, so
 * that after holidays or an illness no more waits than after a Sunday. What was forgotten meanwhile is left to the
 * memory, which knows the real time.
 */
export interface PracticeDays {
  /** Counts up; items are due on a day. */
  readonly day: number;
  /** The day of the wall's calendar on which the pupil practised last, as a number of days. */
  readonly calendarDay: number;
  /** Days of practice in a row. A Sunday or a short absence does not end the row. */
  readonly streak: number;
}

const countedGapDays = 2;
const restDays = 3;

/** The calendar on a day of the wall; a wall clock that went back changes nothing. */
export function onDay(before: PracticeDays | undefined, calendarDay: number): PracticeDays {
  if (before === undefined) return { day: 0, calendarDay, streak: 1 };
  const gap = calendarDay - before.calendarDay;
  if (gap <= 0) return before;
  return {
    day: before.day + Math.min(gap, countedGapDays),
    calendarDay,
    streak: gap <= restDays ? before.streak + 1 : 1,
  };
}

/** The number of a moment's day by the machine's local time. */
export function calendarDayOf(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/**
 * The day for an item that should come again after some days: of the days near it (a tenth of the interval to either side,
 * from four days on at least one), the one on which least is due.
 */
export function quietDay(today: number, intervalDays: number, dueOn: (day: number) => number): number {
  const wanted = today + Math.max(1, intervalDays);
  const reach = intervalDays < 4 ? 0 : Math.max(1, Math.floor(intervalDays / 10));
  let best = wanted;
  for (let off = 1; off <= reach; off += 1) {
    for (const day of [wanted - off, wanted + off]) if (dueOn(day) < dueOn(best)) best = day;
  }
  return best;
}
