/** Why a document is left out: a short name, the same for all of its sort, and what was measured. */
export interface Rejection {
  readonly reason: string;
  readonly value: string;
}

/** One change of a text: the UTF-16 units from `start` to `end` become `replacement`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** What a step found in a document; an empty one (or undefined) lets the document through unchanged. */
export interface StepResult {
  /** The document is left out; nothing else of the result counts, `counts` excepted. */
  readonly reject?: Rejection;
  /** Changes in order, not overlapping; the line applies them and moves the page starts. */
  readonly edits?: readonly Edit[];
  /** The whole text again, with its page starts, where edits would be too many. */
  readonly rewritten?: { readonly text: string; readonly pageStarts: readonly number[] };
  /** Facts to keep with the document, in its metadata: `{ quality: 0.83 }`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** Cheap counters of the step's own, summed over all documents and shards: `{ phone: 2 }`. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** A result that leaves the document out. */
export function reject(reason: string, value: string | number): StepResult {
  return { reject: { reason, value: typeof value === 'number' ? value.toFixed(3) : value } };
}
