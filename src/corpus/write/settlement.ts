import { canonicalJson, sha256 } from '../../core/artefact/fingerprint.ts';
import { applyEdits } from '../clean/edits.ts';
import { measureAll } from '../clean/line.ts';
import type { Measure } from '../clean/measures.ts';
import { removedPassages } from '../clean/remove-passages.ts';
import { editsOf } from '../compare/removals.ts';
import { type Decision, decisionState } from '../decide/decision.ts';
import { isHeldOut } from '../decide/split.ts';
import { SourceCounters } from '../ledger/source-counters.ts';
import type { SourceOutcome } from '../ledger/source-outcome.ts';
import type { CorpusSettings } from '../settings.ts';
import type { CleanedRow } from '../tables/cleaned-table.ts';
import type { DocumentRow, LedgerRow, RejectRow } from '../tables/corpus-tables.ts';

/** The rows that a document leaves in the finished corpus. */
export interface Settled {
  readonly document?: Omit<DocumentRow, 'copy_number'>;
  readonly reject?: RejectRow;
  readonly ledger: LedgerRow;
}

interface Outcome {
  readonly stage: string;
  readonly reason: string;
  readonly value: string;
}

type Rules = Pick<CorpusSettings, 'repeatedPassages' | 'heldOutShare'> & {
  readonly measures: readonly Measure[];
};

/** Turns cleaned documents and the decisions about them into the rows of the corpus, and counts. */
export class Settlement {
  readonly #rules: Rules;
  readonly #counters = new Map<string, SourceCounters>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** The counts by the name of the source. */
  get sources(): Record<string, SourceOutcome> {
    return Object.fromEntries([...this.#counters].map(([name, { outcome }]) => [name, outcome]));
  }

  settle(row: CleanedRow, decision: Decision | undefined, removals: readonly number[] | undefined): Settled {
    const counters = this.#countersOf(row.source_name);
    counters.comesIn(row);
    const trimmed = decision ? this.#trim(row, removals) : { ...row, removed: '' };
    const outcome = outcomeOf(row, decision, trimmed.text);
    const split = outcome || !isHeldOut(trimmed.id, this.#rules.heldOutShare) ? 'train' : 'held-out';
    // What measures the model must not be seen, and counts once.
    const copies = outcome ? 0 : split === 'held-out' ? 1 : (decision?.copies ?? 0);
    const clusterSize = decision?.clusterSize ?? 0;
    if (decision) {
      const before = JSON.parse(row.measures) as Record<string, number>;
      const after = trimmed.text === row.text ? before : measureAll(this.#rules.measures, trimmed.text);
      counters.goesThrough({ row, text: trimmed.text, outcome, before, after });
      if (!outcome) counters.isKept({ register: row.register, text: trimmed.text, split, copies, after });
    }
    if (outcome) counters.isRejected(outcome.reason);
    const ledger: LedgerRow = {
      ...row,
      id: trimmed.id,
      characters: trimmed.text.length,
      changed_by: trimmed.changed_by,
      removed_passages: trimmed.removed,
      outcome: outcome?.stage ?? 'kept',
      reason: outcome?.reason ?? '',
      value: outcome?.value ?? '',
      cluster_size: clusterSize,
      copies,
      split: outcome ? '' : split,
    };
    if (outcome) return { reject: { ...row, ...trimmed, ...outcome }, ledger };
    return { document: { ...row, ...trimmed, split, cluster_size: clusterSize, copies }, ledger };
  }

  /** The text without the passages that are in many documents. */
  #trim(row: CleanedRow, removals: readonly number[] | undefined) {
    const { repeatedPassages: rules } = this.#rules;
    const edits = rules === false ? [] : editsOf(row.text, removals, rules.minimumLetters);
    if (edits.length === 0) return { ...row, removed: '' };
    const { text, pageStarts } = applyEdits(row.text, row.page_starts, edits);
    return {
      text,
      page_starts: pageStarts,
      id: sha256(text),
      changed_by: [...row.changed_by, 'repeated-passages'],
      removed: canonicalJson({
        passages: removedPassages(row.text, edits).map(({ at, text }) => ({ at, text })),
        pageStarts: row.page_starts,
      }),
    };
  }

  #countersOf(source: string): SourceCounters {
    const known = this.#counters.get(source);
    if (known) return known;
    const counters = new SourceCounters();
    this.#counters.set(source, counters);
    return counters;
  }
}

/** Why a document is left out; undefined when it is kept. */
function outcomeOf(row: CleanedRow, decision: Decision | undefined, text: string): Outcome | undefined {
  if (!decision) return { stage: row.stage, reason: row.reason, value: row.value };
  switch (decision.state) {
    case decisionState.tooShort:
      return { stage: 'repeated-passages', reason: 'little-left', value: String(text.length) };
    case decisionState.duplicate:
      return { stage: 'duplicates', reason: 'duplicate', value: decision.keptFor };
    case decisionState.nearDuplicate:
      return { stage: 'near-duplicates', reason: 'near-duplicate', value: decision.keptFor };
    case decisionState.overShare:
      return { stage: 'mixture', reason: 'over-share', value: `${row.source_name}, ${row.register}` };
    default:
      return undefined;
  }
}
