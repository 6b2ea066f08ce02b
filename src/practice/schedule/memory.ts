import { type Card, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';

const dayMs = 24 * 60 * 60_000;

/** The chance of a right answer at which an item comes again. */
export const wantedRetention = 0.85;

// No fuzz: the day is chosen by its load, see `quietDay`. No short steps: an item comes once a day.
const model = fsrs({
  request_retention: wantedRetention,
  maximum_interval: 365,
  enable_fuzz: false,
  enable_short_term: false,
});

/** What is known of how well a pupil remembers one item. */
export interface Memory {
  /** Days after which the chance of a right answer has fallen to 90 %. */
  readonly stability: number;
  /** 1 (easy) to 10. */
  readonly difficulty: number;
  /** Milliseconds since 1970. */
  readonly reviewedAt: number;
  readonly reviews: number;
  readonly lapses: number;
}

/** `helped`: right after a hint. An answer that was revealed is `forgotten`. */
export type Recall = 'known' | 'helped' | 'forgotten';

const ratings = {
  known: Rating.Good,
  helped: Rating.Hard,
  forgotten: Rating.Again,
} as const satisfies Record<Recall, Rating>;

/**
 * The memory after an answer, and after how many days the item should come again (FSRS-6 with its published weights).
 * The time that really passed counts, holidays too.
 */
export function afterAnswer(
  memory: Memory | undefined,
  recall: Recall,
  at: number,
): { readonly memory: Memory; readonly intervalDays: number } {
  const { card } = model.next(cardOf(memory, at), new Date(at), ratings[recall]);
  return {
    memory: {
      stability: card.stability,
      difficulty: card.difficulty,
      reviewedAt: at,
      reviews: card.reps,
      lapses: card.lapses,
    },
    intervalDays: card.scheduled_days,
  };
}

/** The chance of a right answer now, 0–1. */
export function chanceOfRecall(memory: Memory, at: number): number {
  return model.get_retrievability(cardOf(memory, at), new Date(at), false);
}

function cardOf(memory: Memory | undefined, at: number): Card {
  if (memory === undefined) return createEmptyCard(new Date(at));
  const { stability, difficulty, reviewedAt, reviews, lapses } = memory;
  const elapsed = Math.max(0, Math.floor((at - reviewedAt) / dayMs));
  return {
    due: new Date(reviewedAt),
    stability,
    difficulty,
    elapsed_days: elapsed,
    scheduled_days: elapsed,
    learning_steps: 0,
    reps: reviews,
    lapses,
    state: State.Review,
    last_review: new Date(reviewedAt),
  };
}
