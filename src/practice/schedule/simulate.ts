import { countUp } from '../../core/count-up.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { type Candidate, chooseItems, dailyBudget, dueItems } from './choose-items.ts';
import { afterAnswer, chanceOfRecall, type Memory } from './memory.ts';
import { onDay, type PracticeDays, quietDay } from './practice-days.ts';

const dayMs = 24 * 60 * 60_000;

/** A pupil who follows the model of memory, but may forget faster or slower than it expects. */
export interface SimulatedPupil {
  readonly seed: number;
  /** 1: as the model expects; 2: forgets twice as fast. */
  readonly forgetting: number;
  /** The share of school days on which the pupil practises. */
  readonly attendance: number;
  readonly items: number;
  /** False: items fall due by the calendar on the wall, as without `PracticeDays`. */
  readonly ownCalendar: boolean;
}

export interface SimulatedTerm {
  /** Most items that waited at the beginning of a day, in days of the budget. */
  readonly largestBacklog: number;
  readonly answers: number;
  readonly itemsSeen: number;
  /** The share of right answers to items that came again. */
  readonly rightShare: number;
  /** The expected share of right answers to all seen items on the last day. */
  readonly rememberedAtEnd: number;
}

/** Lets a pupil practise on the given days (numbers of days, ascending). */
export function simulateTerm(pupil: SimulatedPupil, schoolDays: readonly number[]): SimulatedTerm {
  const random = seededRandom(pupil.seed);
  const candidates: Candidate[] = Array.from({ length: pupil.items }, (_, index) => ({ id: String(index) }));
  const dueOn = new Map<number, number>();
  let days: PracticeDays | undefined;
  let backlog = 0;
  const answers = { all: 0, again: 0, right: 0 };
  for (const calendarDay of schoolDays) {
    if (random() > pupil.attendance) continue;
    const at = calendarDay * dayMs;
    days = pupil.ownCalendar ? onDay(days, calendarDay) : { day: calendarDay, calendarDay, streak: 1 };
    const { day } = days;
    backlog = Math.max(backlog, dueItems(candidates, day).length);
    const portion = { day, at, budget: dailyBudget, done: { answers: 0, newItems: 0 } };
    for (const id of chooseItems(candidates, portion)) {
      const known = candidates[Number(id)]?.known;
      const isRight = random() < (known ? trueChance(known.memory, at, pupil) : 0.5);
      const { memory, intervalDays } = afterAnswer(known?.memory, isRight ? 'known' : 'forgotten', at);
      const dueDay = quietDay(day, intervalDays, (one) => dueOn.get(one) ?? 0);
      if (known) countUp(dueOn, known.dueDay, -1);
      countUp(dueOn, dueDay, 1);
      candidates[Number(id)] = { id, known: { memory, dueDay } };
      answers.all += 1;
      if (known) answers.again += 1;
      if (known && isRight) answers.right += 1;
    }
  }
  const end = (schoolDays.at(-1) ?? 0) * dayMs;
  const seen = candidates.flatMap(({ known }) => (known ? [trueChance(known.memory, end, pupil)] : []));
  return {
    largestBacklog: backlog / dailyBudget.answers,
    answers: answers.all,
    itemsSeen: seen.length,
    rightShare: answers.right / Math.max(1, answers.again),
    rememberedAtEnd: seen.reduce((sum, one) => sum + one, 0) / Math.max(1, seen.length),
  };
}

function trueChance(memory: Memory, at: number, { forgetting }: SimulatedPupil): number {
  return chanceOfRecall({ ...memory, stability: memory.stability / forgetting }, at);
}

/** Numbers of 120 school days of six a week, with breaks of 9, 14 and 10 days; day 0 is a Monday. */
export function schoolYearDays(): readonly number[] {
  const breaks = [
    [54, 62],
    [110, 123],
    [150, 159],
  ] as const;
  const days: number[] = [];
  for (let day = 0; days.length < 120; day += 1) {
    const isFree = day % 7 === 6 || breaks.some(([from, to]) => day >= from && day <= to);
    if (!isFree) days.push(day);
  }
  return days;
}
