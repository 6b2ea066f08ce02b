import { join } from 'node:path';
import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { addAmounts, type StepCounts, stepCountsSchema, sumCounts } from '../clean/counters.ts';
import { type CorpusSettings, corpusSettings } from '../settings.ts';
import { registerOutcomeSchema, type SourceOutcome, sourceOutcomeSchema } from './source-outcome.ts';

export const ledgerName = 'ledger.json';

const entrySchema = z.strictObject({ name: z.string(), ...sourceOutcomeSchema.shape });

/** `ledger.json` of a corpus: what came from where, what each step did, what was left out and why. */
export const ledgerSchema = z.strictObject({
  sources: z.array(entrySchema),
  /** The steps in their order, over all sources. */
  steps: z.array(stepCountsSchema),
  registers: z.record(z.string(), registerOutcomeSchema),
  /** Sources that have been withdrawn. */
  withdrawn: z.array(z.string()),
  /** The settings that the corpus was made with (where the benchmarks lay says nothing). */
  settings: corpusSettings.omit({ benchmarks: true }),
});

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerEntry = Ledger['sources'][number];

/** What the shards of a build say, to be summed. */
export interface LedgerParts {
  /** By shard: counters of the document steps by source. */
  readonly cleaned: readonly Readonly<Record<string, readonly StepCounts[]>>[];
  /** By shard: what became of the documents, by source. */
  readonly written: readonly Readonly<Record<string, SourceOutcome>>[];
  readonly withdrawn: readonly string[];
  readonly settings: Omit<CorpusSettings, 'benchmarks'> & { readonly benchmarks?: readonly string[] };
}

/** Sums a corpus by source, sources in the order of their names. */
export function sumLedger({ cleaned, written, withdrawn, ...parts }: LedgerParts): Ledger {
  const { benchmarks: _, ...settings } = parts.settings;
  const names = [...new Set(written.flatMap((shard) => Object.keys(shard)))].sort();
  const sources = names.map((name): LedgerEntry => {
    const outcomes = written.flatMap((shard) => shard[name] ?? []);
    const documentSteps = sumCounts(cleaned.flatMap((shard) => (shard[name] ? [shard[name]] : [])));
    const sum = (
      key:
        | 'documentsIn'
        | 'charactersIn'
        | 'documentsKept'
        | 'documentsHeldOut'
        | 'charactersKept'
        | 'charactersTaken',
    ) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
    const rejects: Record<string, number> = {};
    for (const outcome of outcomes) addAmounts(rejects, outcome.rejects);
    return {
      name,
      licences: [...new Set(outcomes.flatMap(({ licences }) => licences))].sort(),
      documentsIn: sum('documentsIn'),
      charactersIn: sum('charactersIn'),
      documentsKept: sum('documentsKept'),
      documentsHeldOut: sum('documentsHeldOut'),
      charactersKept: sum('charactersKept'),
      charactersTaken: sum('charactersTaken'),
      rejects: sorted(rejects),
      registers: sumRegisters(outcomes),
      steps: [...documentSteps, ...sumCounts(outcomes.map(({ steps }) => steps))],
    };
  });
  return {
    sources,
    steps: sumCounts(sources.map(({ steps }) => steps)),
    registers: sumRegisters(sources),
    withdrawn: [...withdrawn].sort(),
    settings,
  };
}

function sumRegisters(parts: readonly Pick<SourceOutcome, 'registers'>[]): LedgerEntry['registers'] {
  const sums: LedgerEntry['registers'] = {};
  for (const { registers } of parts) {
    for (const [name, { documents, characters, charactersTaken, measures }] of Object.entries(registers)) {
      sums[name] ??= { documents: 0, characters: 0, charactersTaken: 0, measures: {} };
      const sum = sums[name];
      sum.documents += documents;
      sum.characters += characters;
      sum.charactersTaken += charactersTaken;
      addAmounts(sum.measures, measures);
    }
  }
  return sorted(sums);
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * Reads the ledger of a corpus.
 * @throws CorruptArtefactError when it is damaged.
 */
export async function readLedger(corpus: Artefact): Promise<Ledger> {
  const file = join(corpus.directory, ledgerName);
  const source = { file, family: 'corrupt', remedy: 'Delete the corpus and build it again.' } as const;
  return parseWith(ledgerSchema, parseJson(await readText(file), source), source);
}
