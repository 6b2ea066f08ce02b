import { mkdir } from 'node:fs/promises';
import { BadInputError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/files.ts';
import type { Artefact } from '../core/manifest.ts';
import { runShards } from '../core/shards.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/stage.ts';
import { databaseVersion, shardFiles } from '../documents/index.ts';
import { writeClusters } from './clusters.ts';
import { type FilterInput, filterOutputSchema } from './filter-shard.ts';
import { countLedger, type Ledger, ledgerName } from './ledger.ts';
import { type CorpusSettings, corpusSettings } from './settings.ts';
import { type WriteInput, writeOutputSchema } from './write-shard.ts';

/** Document records → clean, deduplicated, accounted-for corpus. */
export const corpusStage = defineStage({
  name: 'corpus',
  kind: 'corpus',
  formatVersion: 1,
  inputs: { documents: { kinds: ['documents'] } },
  settings: corpusSettings,
  build,
});

interface Shard {
  readonly number: number;
  readonly id: string;
  readonly from: string;
  readonly filtered: { readonly documents: string; readonly rejects: string };
  readonly written: { readonly documents: string; readonly rejects: string };
}

async function build(context: StageContext<CorpusSettings>): Promise<StageOutcome> {
  const { draft, inputs } = context;
  const documents = requireInput(inputs.documents);
  const files = await shardFiles(documents.directory, 'documents');
  const shards = files.map((from, number): Shard => {
    const id = String(number).padStart(5, '0');
    const names = { documents: `documents-${id}.parquet`, rejects: `rejects-${id}.parquet` };
    const { documents, rejects } = names;
    return {
      number,
      id,
      from,
      filtered: {
        documents: draft.resumePath('filtered', documents),
        rejects: draft.resumePath('filtered', rejects),
      },
      written: { documents: draft.path(documents), rejects: draft.path(rejects) },
    };
  });
  await mkdir(draft.resumePath('filtered'), { recursive: true });
  const temporaryFolder = draft.resumePath('temporary');
  const clusters = draft.resumePath('clusters.parquet');

  await filterShards(shards, context, temporaryFolder);
  await writeClusters(
    shards.map(({ number, filtered }) => ({ number, documents: filtered.documents })),
    clusters,
    temporaryFolder,
    context.signal,
  );
  await writeShards(shards, context, { clusters, temporaryFolder });

  const ledger = await countLedger(
    {
      read: files,
      kept: shards.map(({ written }) => written.documents),
      rejects: shards.map(({ written }) => written.rejects),
    },
    temporaryFolder,
  );
  const outcome = sum(ledger);
  if (outcome.counts.documents === 0) throw nothingKept(documents, outcome.rejects);
  await writeFileAtomically(draft.path(ledgerName), `${JSON.stringify(ledger, null, 2)}\n`);
  return { ...outcome, licences: keptLicences(ledger), tools: { duckdb: await databaseVersion() } };
}

async function filterShards(
  shards: readonly Shard[],
  { draft, executor, progress, settings, signal }: StageContext<CorpusSettings>,
  temporaryFolder: string,
): Promise<void> {
  const task = progress.task('Filtering', { total: shards.length, unit: 'shards' });
  await runShards({
    draft,
    executor,
    pass: 'filter',
    module: new URL('./filter-shard.ts', import.meta.url).href,
    shards: shards.map(({ id, from, filtered }) => ({
      id,
      input: { from, ...filtered, temporaryFolder, settings } satisfies FilterInput,
    })),
    output: filterOutputSchema,
    task,
    signal,
  });
  task.finish();
}

async function writeShards(
  shards: readonly Shard[],
  { draft, executor, progress, settings, signal }: StageContext<CorpusSettings>,
  places: { readonly clusters: string; readonly temporaryFolder: string },
): Promise<void> {
  const { heldOutShare } = settings;
  const task = progress.task('Writing the corpus', { total: shards.length, unit: 'shards' });
  await runShards({
    draft,
    executor,
    pass: 'write',
    module: new URL('./write-shard.ts', import.meta.url).href,
    shards: shards.map(({ id, number, filtered, written }) => ({
      id,
      input: { number, filtered, written, ...places, heldOutShare } satisfies WriteInput,
    })),
    output: writeOutputSchema,
    task,
    signal,
  });
  task.finish();
}

function requireInput(documents: Artefact | undefined): Artefact {
  if (documents) return documents;
  throw new BadInputError({
    message: 'The stage corpus needs the input "documents".',
    remedy: 'Give it the folder of a finished documents artefact.',
  });
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
      rejects[reason] = (rejects[reason] ?? 0) + count;
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
