import { mkdir } from 'node:fs/promises';
import type { Artefact } from '../core/artefact/manifest.ts';
import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { countUpEntry } from '../core/count-up.ts';
import { BadInputError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/files.ts';
import { databaseVersion, shardFiles } from '../documents/index.ts';
import { hashBenchmarks } from './clean/benchmark-items.ts';
import { type CleanInput, type CleanOutput, cleanOutputSchema } from './clean/clean-shard.ts';
import { type CleanedShard, cutCorpus, runPass } from './cut.ts';
import { type Ledger, ledgerName, sumLedger } from './ledger/ledger.ts';
import { writeReport } from './report/write-report.ts';
import { type CorpusSettings, corpusSettings } from './settings.ts';

/** Document records → clean, deduplicated, accounted-for corpus. */
export const corpusStage = defineStage({
  name: 'corpus',
  kind: 'corpus',
  formatVersion: 2,
  inputs: { documents: { kinds: ['documents'] } },
  settings: corpusSettings,
  resolvePaths: (settings, resolve) => ({ ...settings, benchmarks: settings.benchmarks.map(resolve) }),
  externals: ({ benchmarks }, signal) => hashBenchmarks(benchmarks, signal),
  // What the benchmarks hold counts, not where they lie.
  incidentalSettings: ['benchmarks'],
  build,
});

async function build(context: StageContext<CorpusSettings>): Promise<StageOutcome> {
  const { settings } = context;
  const documents = requiredInput(context, 'documents');
  const files = await shardFiles(documents.directory, 'documents');
  const { shards, outputs } = await cleanShards(context, files);
  const written = await cutCorpus(context, shards, settings);
  const cleaned = outputs.map(({ counts }) => counts);
  const ledger = sumLedger({ cleaned, written, withdrawn: [], settings });
  return finishCorpus(context, ledger, documents);
}

async function cleanShards(
  context: StageContext<CorpusSettings>,
  files: readonly string[],
): Promise<{ shards: CleanedShard[]; outputs: CleanOutput[] }> {
  const { draft, settings } = context;
  await mkdir(draft.resumePath('cleaned'), { recursive: true });
  const calls = files.map((from, number) => {
    const id = String(number).padStart(5, '0');
    const input: CleanInput = { from, ...cleanedFiles(draft, id), settings };
    return { id, input };
  });
  const outputs = await runPass(context, 'clean', 'Cleaning documents', calls, cleanOutputSchema);
  const shards = calls.map(({ id }, index) => ({
    id,
    ...cleanedFiles(draft, id),
    candidates: outputs[index]?.candidates ?? 0,
    passageCount: outputs[index]?.passages ?? 0,
  }));
  return { shards, outputs };
}

/** Where the intermediate files of a shard lie while a corpus is made. */
export function cleanedFiles(draft: StageContext<unknown>['draft'], id: string) {
  return {
    cleaned: draft.resumePath('cleaned', `${id}.parquet`),
    passages: draft.resumePath('cleaned', `${id}.bin`),
    temporaryFolder: draft.resumePath('temporary'),
  };
}

/** Writes the ledger and the report of a corpus and says what it holds. @throws BadInputError when nothing is left. */
export async function finishCorpus(
  { draft, signal }: StageContext<unknown>,
  ledger: Ledger,
  input: Artefact,
): Promise<StageOutcome> {
  const outcome = sum(ledger);
  if (outcome.counts.documents === 0) throw nothingKept(input, outcome.rejects);
  await writeFileAtomically(draft.path(ledgerName), `${JSON.stringify(ledger, null, 2)}\n`);
  await writeReport(
    { directory: draft.directory, temporaryFolder: draft.resumePath('temporary') },
    ledger,
    signal,
  );
  return { ...outcome, licences: keptLicences(ledger), tools: { duckdb: await databaseVersion() } };
}

function sum({ sources }: Ledger) {
  const counts = { documentsIn: 0, documents: 0, heldOut: 0, characters: 0, rejects: 0 };
  const rejects: Record<string, number> = {};
  for (const entry of sources) {
    counts.documentsIn += entry.documentsIn;
    counts.documents += entry.documentsKept;
    counts.heldOut += entry.documentsHeldOut;
    counts.characters += entry.charactersKept;
    for (const [reason, count] of Object.entries(entry.rejects)) {
      countUpEntry(rejects, reason, count);
      counts.rejects += count;
    }
  }
  return { counts, rejects };
}

function keptLicences({ sources }: Ledger): string[] {
  return sources.filter(({ documentsKept }) => documentsKept > 0).flatMap(({ licences }) => licences);
}

function nothingKept(documents: Artefact, rejects: Readonly<Record<string, number>>): BadInputError {
  const reasons = Object.entries(rejects).map(([reason, count]) => `${reason} ${count}`);
  return new BadInputError({
    message: `Every document was left out (${reasons.join(', ')}).`,
    file: documents.directory,
    remedy: 'Give it other documents, or loosen the setting that the reasons name.',
  });
}
