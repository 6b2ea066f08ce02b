import type { Store } from '../database/store.ts';
import { namesAround } from './find-correction.ts';
import { removeNames } from './remove-names.ts';

/** A question and its right answer that a teacher lets go to the ministry, names taken out. */
export interface AgreedCorrection {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly agreedAt: number;
}

interface AgreedRow {
  readonly id: string;
  readonly class_number: number | null;
  readonly question: string;
  readonly answer: string;
  readonly agreed_at: number;
}

/** The texts go at once; that they go at the ministry, too, is sent with the next segment. @returns how many that were. */
export function takeBack(store: Store, correctionId: string): number {
  return store.run(
    "UPDATE agreed_corrections SET taken_back = 1, question = '', answer = '' WHERE correction_id = :id AND taken_back = 0",
    { id: correctionId },
  ).changes;
}

/** What of a correction goes to the ministry, as it is sent; undefined when nothing does. */
export function agreedCorrection(store: Store, correctionId: string): AgreedCorrection | undefined {
  const row = store.get<AgreedRow>(
    'SELECT * FROM agreed_corrections WHERE correction_id = :id AND taken_back = 0',
    { id: correctionId },
  );
  return row && asSent(store, row);
}

/** Everything that teachers agreed to, names taken out once more, and the ids of what they took back. */
export function agreedCorrections(store: Store): {
  readonly agreed: readonly AgreedCorrection[];
  readonly takenBack: readonly string[];
} {
  const agreed = store
    .all<AgreedRow>('SELECT * FROM agreed_corrections WHERE taken_back = 0 ORDER BY number')
    .map((row) => asSent(store, row));
  const takenBack = store
    .all<{ id: string }>('SELECT id FROM agreed_corrections WHERE taken_back = 1 ORDER BY number')
    .map(({ id }) => id);
  return { agreed, takenBack };
}

function asSent(
  store: Store,
  { id, class_number, question, answer, agreed_at }: AgreedRow,
): AgreedCorrection {
  const names = namesAround(store, class_number);
  return {
    id,
    question: removeNames(question, names),
    answer: removeNames(answer, names),
    agreedAt: agreed_at,
  };
}
