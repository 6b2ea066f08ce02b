import { chanceOfRecall, type Memory } from './memory.ts';

/** An item that may be asked, and what the pupil remembers of it. */
export interface Candidate {
  readonly id: string;
  readonly known?: { readonly memory: Memory; readonly dueDay: number } | undefined;
}

/** How many answers a day, and how many of them to items that are new. */
export interface Budget {
  readonly answers: number;
  readonly newItems: number;
}

export const dailyBudget: Budget = { answers: 20, newItems: 6 };

/** New items leave a part of the day free: after a Sunday two days' items are due. */
const filledByNew = 0.65;

export interface Portion {
  /** The pupil's day, see `PracticeDays`. */
  readonly day: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly budget: Budget;
  /** Answers of this day, and those among them to items that were new. */
  readonly done: { readonly answers: number; readonly newItems: number };
}

/**
 * What comes next, in order: items that are due, those that are forgotten most first; then new ones in the order
 * given. New items only fill what the due ones leave, so nothing piles up.
 */
export function chooseItems(candidates: readonly Candidate[], portion: Portion): readonly string[] {
  const { day, at, budget, done } = portion;
  const due = dueItems(candidates, day)
    .map(({ id, known }) => ({ id, chance: chanceOfRecall(known.memory, at) }))
    .sort((one, other) => one.chance - other.chance);
  const left = Math.max(0, budget.answers - done.answers);
  const leftForNew = Math.ceil(filledByNew * budget.answers) - done.answers - due.length;
  const room = Math.max(0, Math.min(leftForNew, budget.newItems - done.newItems));
  const fresh = candidates.filter(({ known }) => known === undefined).slice(0, room);
  return [...due.slice(0, left), ...fresh].map(({ id }) => id);
}

type Known = Candidate & { readonly known: NonNullable<Candidate['known']> };

/** The items that wait on a day. */
export function dueItems(candidates: readonly Candidate[], day: number): readonly Known[] {
  return candidates.filter(
    (candidate): candidate is Known => candidate.known !== undefined && candidate.known.dueDay <= day,
  );
}
