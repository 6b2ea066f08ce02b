/** What a grader says of one answer. */
export interface Grade {
  /** From 0 (wrong) to 1 (right); between them where parts of an answer count. */
  readonly score: number;
  /** Why, in a few words joined by hyphens: `same-number`, `no-answer`. */
  readonly reason: string;
  /** What was read out of the answer. */
  readonly read?: string;
  /** Counts that are summed over items before they give a figure: chrF++. */
  readonly sums?: readonly number[];
  /** Rules of a rubric that need a judge: they count in no score. */
  readonly unjudged?: number;
}

export function right(reason: string, read?: string): Grade {
  return { score: 1, reason, ...(read === undefined ? {} : { read }) };
}

export function wrong(reason: string, read?: string): Grade {
  return { score: 0, reason, ...(read === undefined ? {} : { read }) };
}
