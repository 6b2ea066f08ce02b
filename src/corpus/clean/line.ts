import { countUpEntry } from '../../core/count-up.ts';
import type { Rejection } from '../step-result.ts';
import { addAmounts, emptyCounts, type StepCounts } from './counters.ts';
import type { Measure } from './measures.ts';
import type { Step } from './step.ts';
import type { StepDocument } from './step-document.ts';

/** What became of a document on the line of steps. */
export interface Passage {
  /** The step that left it out and why; absent when it passed. */
  readonly rejected?: Rejection & { readonly step: string };
  /** The steps that changed its text, in order. */
  readonly changedBy: readonly string[];
  /** The measures of its final text. */
  readonly measures: Readonly<Record<string, number>>;
}

/** The document steps of a recipe in a row, with their counters by source. */
export class Line {
  readonly #steps: readonly Step[];
  readonly #measures: readonly Measure[];
  readonly #counts = new Map<string, StepCounts[]>();

  constructor(steps: readonly Step[], measures: readonly Measure[]) {
    this.#steps = steps;
    this.#measures = measures;
  }

  /** The counters of the steps, in their order, by the name of the source. */
  get counts(): Readonly<Record<string, StepCounts[]>> {
    return Object.fromEntries(this.#counts);
  }

  /** Leads a document through the steps until one leaves it out; its text is changed on the way. */
  pass(document: StepDocument): Passage {
    const changedBy: string[] = [];
    let measures = measureAll(this.#measures, document.text);
    const counters = this.#countersOf(document.source.name);
    for (const [index, step] of this.#steps.entries()) {
      const { length } = document.text;
      const counts = counters[index] ?? emptyCounts(step.name);
      counts.documents += 1;
      counts.characters += length;
      addAmounts(counts.measuresIn, measures);
      const result = step.judge(document);
      if (result?.counts) addAmounts(counts.counts, result.counts);
      if (result?.reject) {
        counts.dropped += 1;
        counts.charactersDropped += length;
        countUpEntry(counts.reasons, result.reject.reason);
        return { rejected: { step: step.name, ...result.reject }, changedBy, measures };
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

  #countersOf(source: string): StepCounts[] {
    const known = this.#counts.get(source);
    if (known) return known;
    const counters = this.#steps.map(({ name }) => emptyCounts(name));
    this.#counts.set(source, counters);
    return counters;
  }
}

/** All measures of a text in one object. */
export function measureAll(measures: readonly Measure[], text: string): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { measure } of measures) addAmounts(all, measure(text));
  return all;
}
