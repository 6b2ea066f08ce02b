import type { Store } from '../database/store.ts';
import type { Sheet } from './sheet.ts';

/** Answers that come so long after the end are still counted: they waited for the Wi-Fi. */
const graceMs = 10 * 60_000;

/** The answer that stands at a place of a sheet. */
export interface CurrentAnswer {
  readonly place: number;
  readonly revision: number;
  readonly typed: string;
  readonly understood: string | null;
  readonly isRight: boolean;
  readonly share: number;
  readonly lateMs: number;
}

interface AnswerRow {
  readonly place: number;
  readonly revision: number;
  readonly typed: string;
  readonly understood: string | null;
  readonly is_right: number;
  readonly share: number;
  readonly late_ms: number;
}

/** The answers that stand, by place. One that came too late does not take the place of one in time. */
export function currentAnswers(store: Store, { number }: Pick<Sheet, 'number'>): Map<number, CurrentAnswer> {
  const rows = store.all<AnswerRow>(
    'SELECT * FROM sheet_answers WHERE sheet_number = :number AND revision > 0 ORDER BY revision',
    { number },
  );
  const current = new Map<number, CurrentAnswer>();
  for (const row of rows) {
    const answer = {
      place: row.place,
      revision: row.revision,
      typed: row.typed,
      understood: row.understood,
      isRight: row.is_right === 1,
      share: row.share,
      lateMs: row.late_ms,
    };
    const before = current.get(row.place);
    if (!before || isCounted(answer) || !isCounted(before)) current.set(row.place, answer);
    else current.set(row.place, { ...before, revision: row.revision });
  }
  return current;
}

export function isCounted({ lateMs }: Pick<CurrentAnswer, 'lateMs'>): boolean {
  return lateMs <= graceMs;
}
