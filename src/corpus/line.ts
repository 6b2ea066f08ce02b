import { addAmounts, emptyCounts, type StepCounts } from './counters.ts';
import type { Measure } from './measures.ts';
import type { Objection, Step } from './step.ts';
import type { StepDocument } from './step-document.ts';

/** What became of a document on the line of steps. */
export interface Passage {
  /** The step that left it out and why; absent when it passed. */
  readonly dropped?: Objection & { readonly step: string };
  /** The steps that changed its text, in order. */
  readonly changedBy: readonly string[];
  /** The measures of its final text. */
  readonly measures: Readonly<Record<string, number>>;
}

/** The document steps of a recipe in a row, with their counters. */
export class Line {
  readonly #steps: readonly { readonly step: Step; readonly counts: StepCounts }[];
  readonly #measures: readonly Measure[];

  constructor(steps: readonly Step[], measures: readonly Measure[]) {
    this.#steps = steps.map((step) => ({ step, counts: emptyCounts(step.name) }));
    this.#measures = measures;
  }

  /** The counters of the steps, in their order. */
  get counts(): readonly StepCounts[] {
    return this.#steps.map(({ counts }) => counts);
  }

  /** Leads a document through the steps until one leaves it out; its text is changed on the way. */
  pass(document: StepDocument): Passage {
    const changedBy: string[] = [];
    let measures = measureAll(this.#measures, document.text);
    for (const { step, counts } of this.#steps) {
      const { length } = document.text;
      counts.documents += 1;
      counts.characters += length;
      addAmounts(counts.measuresIn, measures);
      const result = step.judge(document);
      if (result?.counts) addAmounts(counts.counts, result.counts);
      if (result?.reject) {
        counts.dropped += 1;
        counts.charactersDropped += length;
        addAmounts(counts.reasons, { [result.reject.reason]: 1 });
        return { dropped: { step: step.name, ...result.reject }, changedBy, measures };
      }
      if (result && document.apply(result)) {
        counts.changed += 1;
        counts.charactersChanged += document.text.length - length;
        changedBy.push(step.name);
        measures = measureAll(this.#measures, document.text);
      }
      addAmounts(counts.measuresOut, measures);
    }
    return { changedBy, measures };
  }
}

/** All measures of a text in one object. */
export function measureAll(measures: readonly Measure[], text: string): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { measure } of measures) addAmounts(all, measure(text));
  return all;
}
