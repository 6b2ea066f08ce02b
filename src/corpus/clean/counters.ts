import { z } from 'zod';
import { countUpEntry } from '../../core/count-up.ts';

const amounts = z.record(z.string(), z.number());

/** What one step did, in numbers that sum over documents and shards. */
export const stepCountsSchema = z.strictObject({
  step: z.string(),
  /** Documents that came to the step, and their characters (UTF-16 units). */
  documents: z.int(),
  characters: z.int(),
  dropped: z.int(),
  charactersDropped: z.int(),
  /** Documents whose text the step changed and kept, and by how many characters they grew (or shrank). */
  changed: z.int(),
  charactersChanged: z.int(),
  /** Reason → documents dropped. */
  reasons: amounts,
  /** The step's own counters. */
  counts: amounts,
  /** Measures of the text (dialect words, tokens) that came to the step, and of what left it. */
  measuresIn: amounts,
  measuresOut: amounts,
});

export type StepCounts = z.infer<typeof stepCountsSchema>;

/** Counters of a step that has seen nothing yet. */
export function emptyCounts(step: string): StepCounts {
  return {
    step,
    documents: 0,
    characters: 0,
    dropped: 0,
    charactersDropped: 0,
    changed: 0,
    charactersChanged: 0,
    reasons: {},
    counts: {},
    measuresIn: {},
    measuresOut: {},
  };
}

/** Adds amounts by name into `sum`. */
export function addAmounts(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(more)) countUpEntry(sum, name, amount);
}

/** The sums of the shards' counters, step by step; every shard has the same steps. */
export function sumCounts(shards: readonly (readonly StepCounts[])[]): StepCounts[] {
  const sums = (shards[0] ?? []).map(({ step }) => emptyCounts(step));
  for (const counts of shards) for (const [index, sum] of sums.entries()) add(sum, counts[index]);
  return sums;
}

function add(sum: StepCounts, more: StepCounts | undefined): void {
  if (!more) return;
  sum.documents += more.documents;
  sum.characters += more.characters;
  sum.dropped += more.dropped;
  sum.charactersDropped += more.charactersDropped;
  sum.changed += more.changed;
  sum.charactersChanged += more.charactersChanged;
  for (const key of ['reasons', 'counts', 'measuresIn', 'measuresOut'] as const) {
    addAmounts(sum[key], more[key]);
  }
}
