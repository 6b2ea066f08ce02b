/** Why a document is left out: a short name, and what was measured. */
export interface Objection {
  readonly reason: string;
  readonly value: string;
}

/** One step of the filtering: looks at a normalised text and keeps it (undefined) or objects. */
export interface Filter {
  /** Name of the step, the `stage` of its rejects. */
  readonly name: string;
  readonly judge: (text: string) => Objection | undefined;
}

/** The first objection of a list of filters, with the step's name; undefined keeps the text. */
export function judgeAll(
  filters: readonly Filter[],
  text: string,
): (Objection & { readonly stage: string }) | undefined {
  for (const { name, judge } of filters) {
    const objection = judge(text);
    if (objection) return { stage: name, ...objection };
  }
  return undefined;
}
