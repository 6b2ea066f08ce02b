/** What a grader makes of a typed answer. */
export interface Verdict {
  readonly isRight: boolean;
  /** The right share of the parts of matching and of several right answers, 0–1; else 0 or 1. */
  readonly share: number;
  /** What was understood, to be shown to the pupil: «750 миллион км», «C) Уран». Null: nothing was. */
  readonly understood: string | null;
}

/** An answer that could not be read; the pupil is asked again and nothing is counted. */
export const notUnderstood: Verdict = { isRight: false, share: 0, understood: null };

export function verdict(isRight: boolean, understood: string, share = isRight ? 1 : 0): Verdict {
  return { isRight, share, understood };
}
