import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseItems, dailyBudget } from './choose-items.ts';
import { afterAnswer, chanceOfRecall, type Memory, wantedRetention } from './memory.ts';
import { onDay, type PracticeDays, quietDay } from './practice-days.ts';
import { schoolYearDays, simulateTerm } from './simulate.ts';
import { weakTopics } from './topics.ts';

const dayMs = 24 * 60 * 60_000;
const start = Date.UTC(2026, 8, 1, 8);

/** The memory after right answers on the days wanted. */
function learnt(answers: number): { memory: Memory; at: number; intervalDays: number } {
  let at = start;
  let last = afterAnswer(undefined, 'known', at);
  for (let count = 1; count < answers; count += 1) {
    at += last.intervalDays * dayMs;
    last = afterAnswer(last.memory, 'known', at);
  }
  return { ...last, at };
}

describe('the memory', () => {
  it('asks again when the chance of a right answer has fallen to about what is wanted', () => {
    for (const answers of [1, 2, 3, 4]) {
      const { memory, at, intervalDays } = learnt(answers);
      const chance = chanceOfRecall(memory, at + intervalDays * dayMs);
      expect(Math.abs(chance - wantedRetention)).toBeLessThan(0.07);
    }
  });

  it('waits longer after each right answer, and little after a wrong one', () => {
    const intervals = [1, 2, 3, 4].map((answers) => learnt(answers).intervalDays);
    expect([...intervals].sort((one, other) => one - other)).toEqual(intervals);
    const { memory, at, intervalDays } = learnt(4);
    const later = at + intervalDays * dayMs;
    const wrong = afterAnswer(memory, 'forgotten', later);
    expect(wrong.intervalDays).toBeLessThan(intervalDays / 3);
    expect(wrong.memory.lapses).toBe(1);
    const helped = afterAnswer(memory, 'helped', later);
    expect(helped.intervalDays).toBeLessThan(afterAnswer(memory, 'known', later).intervalDays);
  });

  it('counts the time that really passed: a right answer after holidays says more', () => {
    const { memory, at, intervalDays } = learnt(2);
    const onTime = afterAnswer(memory, 'known', at + intervalDays * dayMs);
    const late = afterAnswer(memory, 'known', at + (intervalDays + 20) * dayMs);
    expect(late.memory.stability).toBeGreaterThan(onTime.memory.stability);
  });
});

describe("a pupil's calendar", () => {
  const calendarAfter = (gaps: readonly number[]) => {
    let days: PracticeDays | undefined;
    let calendarDay = 20_000;
    for (const gap of [0, ...gaps]) {
      calendarDay += gap;
      days = onDay(days, calendarDay);
    }
    return days;
  };

  it('goes on by one day a day, by two over a Sunday and over holidays', () => {
    expect(calendarAfter([1, 1])?.day).toBe(2);
    expect(calendarAfter([2])?.day).toBe(2);
    expect(calendarAfter([14])?.day).toBe(2);
  });

  it('never goes back, whatever the clock of the machine does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 }), (gaps) => {
        let days: PracticeDays | undefined;
        let wall = 20_000;
        for (const gap of gaps) {
          const before = days?.day ?? -1;
          wall += gap;
          days = onDay(days, wall);
          expect(days.day).toBeGreaterThanOrEqual(before);
          expect(days.day - Math.max(before, 0)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('keeps a row of days over a Sunday and begins a new one after holidays', () => {
    expect(calendarAfter([1, 2, 1])?.streak).toBe(4);
    expect(calendarAfter([1, 1, 10])?.streak).toBe(1);
    expect(calendarAfter([1, 0, 0])?.streak).toBe(2);
  });

  it('puts an item on a day near its own on which little is due', () => {
    const load = new Map([[20, 5]]);
    expect(quietDay(0, 20, (day) => load.get(day) ?? 0)).toBe(19);
    expect(quietDay(0, 1, () => 9)).toBe(1);
  });
});

describe('what comes next', () => {
  const { memory } = learnt(2);
  const day = 30;
  const at = start + 60 * dayMs;
  const portion = { day, at, budget: dailyBudget, done: { answers: 0, newItems: 0 } };
  const due = (id: string, stability = memory.stability): Candidate => ({
    id,
    known: { memory: { ...memory, stability }, dueDay: day },
  });
  const fresh = (id: string): Candidate => ({ id });

  it('is what is due, the most forgotten first, then what is new', () => {
    const later: Candidate = { id: 'later', known: { memory, dueDay: day + 1 } };
    const chosen = chooseItems([fresh('new'), due('a', 30), due('b', 5), later], portion);
    expect(chosen).toEqual(['b', 'a', 'new']);
  });

  it('is never more than the budget of the day, and nothing new while much is due', () => {
    const many = Array.from({ length: 50 }, (_, index) => due(`due ${index}`));
    const chosen = chooseItems([...many, fresh('new')], portion);
    expect(chosen).toHaveLength(dailyBudget.answers);
    expect(chosen).not.toContain('new');
    const done = { answers: dailyBudget.answers, newItems: 0 };
    expect(chooseItems(many, { ...portion, done })).toEqual([]);
  });

  it('is only so much that is new', () => {
    const many = Array.from({ length: 50 }, (_, index) => fresh(`new ${index}`));
    expect(chooseItems(many, portion)).toHaveLength(dailyBudget.newItems);
    const done = { answers: 4, newItems: 4 };
    expect(chooseItems(many, { ...portion, done })).toHaveLength(dailyBudget.newItems - 4);
  });
});

describe('weak topics', () => {
  it('are those with too many wrong answers; one wrong answer makes none', () => {
    const score = (topic: string, answers: number, right: number) => ({
      subject: 'Физика',
      topic,
      answers,
      right,
    });
    const scores = [score('қувва', 10, 3), score('нур', 1, 0), score('гармо', 10, 9), score('садо', 10, 5)];
    expect(weakTopics(scores).map(({ topic }) => topic)).toEqual(['қувва', 'садо']);
  });
});

describe('120 school days with holidays', () => {
  it('never leave more than two days of work waiting', () => {
    for (const forgetting of [0.7, 1, 2.5]) {
      const pupil = { seed: 7, forgetting, attendance: 0.9, items: 1445, ownCalendar: true };
      const term = simulateTerm(pupil, schoolYearDays());
      expect(term.largestBacklog).toBeLessThanOrEqual(2);
      expect(term.itemsSeen).toBeGreaterThan(150);
    }
  });

  it('would bury pupils without a calendar of their own', () => {
    const pupil = { seed: 7, forgetting: 1, attendance: 1, items: 1445, ownCalendar: false };
    expect(simulateTerm(pupil, schoolYearDays()).largestBacklog).toBeGreaterThan(2);
  });
});
