import { countUpEntry } from '../../core/count-up.ts';
import { addAmounts, emptyCounts } from '../clean/counters.ts';
import type { CleanedRow } from '../tables/cleaned-table.ts';
import { corpusWideSteps } from '../tables/corpus-tables.ts';
import type { SourceOutcome } from './source-outcome.ts';

type Amounts = Readonly<Record<string, number>>;

/** Counts what becomes of the documents of one source. */
export class SourceCounters {
  readonly outcome: SourceOutcome = {
    documentsIn: 0,
    charactersIn: 0,
    documentsKept: 0,
    documentsHeldOut: 0,
    charactersKept: 0,
    charactersTaken: 0,
    licences: [],
    rejects: {},
    registers: {},
    steps: corpusWideSteps.map((step) => emptyCounts(step)),
  };

  comesIn({ original_characters, source_licence }: CleanedRow): void {
    this.outcome.documentsIn += 1;
    this.outcome.charactersIn += original_characters;
    if (!this.outcome.licences.includes(source_licence)) this.outcome.licences.push(source_licence);
  }

  /** A candidate on its way through the steps that look at all documents. */
  goesThrough({
    row,
    text,
    outcome,
    before,
    after,
  }: {
    readonly row: CleanedRow;
    readonly text: string;
    readonly outcome: { readonly stage: string; readonly reason: string } | undefined;
    readonly before: Amounts;
    readonly after: Amounts;
  }): void {
    for (const counts of this.outcome.steps) {
      const isTrimming = counts.step === 'repeated-passages';
      const length = isTrimming ? row.text.length : text.length;
      counts.documents += 1;
      counts.characters += length;
      addAmounts(counts.measuresIn, isTrimming ? before : after);
      if (outcome?.stage === counts.step) {
        counts.dropped += 1;
        counts.charactersDropped += length;
        addAmounts(counts.reasons, { [outcome.reason]: 1 });
        return;
      }
      if (isTrimming && text.length !== row.text.length) {
        counts.changed += 1;
        counts.charactersChanged += text.length - row.text.length;
      }
      addAmounts(counts.measuresOut, after);
    }
  }

  isKept({
    register,
    text,
    split,
    copies,
    after,
  }: {
    readonly register: string;
    readonly text: string;
    readonly split: 'train' | 'held-out';
    readonly copies: number;
    readonly after: Amounts;
  }): void {
    const { outcome } = this;
    outcome.documentsKept += 1;
    if (split === 'held-out') outcome.documentsHeldOut += 1;
    outcome.charactersKept += text.length;
    outcome.charactersTaken += text.length * copies;
    outcome.registers[register] ??= { documents: 0, characters: 0, charactersTaken: 0, measures: {} };
    const kept = outcome.registers[register];
    kept.documents += 1;
    kept.characters += text.length;
    kept.charactersTaken += text.length * copies;
    addAmounts(kept.measures, after);
  }

  isRejected(reason: string): void {
    countUpEntry(this.outcome.rejects, reason);
  }
}
