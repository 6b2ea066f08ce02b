import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Artefact } from '../core/artefact/manifest.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import { shardFiles } from '../documents/index.ts';
import { type CleanedShard, cutCorpus, runPass } from './cut.ts';
import { type Ledger, readLedger, sumLedger } from './ledger/ledger.ts';
import { cleanedFiles, finishCorpus } from './stage.ts';
import { corpusWideSteps } from './tables/corpus-tables.ts';
import { type RestoreInput, restoreOutputSchema } from './write/restore-shard.ts';

const withdrawalSettings = z.strictObject({
  /** The names of the sources that are taken out. */
  sources: z.array(z.string().min(1)).min(1),
});

type Settings = z.output<typeof withdrawalSettings>;

/**
 * A corpus → the same corpus without some of its sources, as if it had been built without them: what
 * was left out only because of their documents comes back, shares are recomputed. The documents'
 * own steps (repair, language, filters) are not run again.
 */
export const corpusWithdrawalStage = defineStage({
  name: 'corpus-withdrawal',
  kind: 'corpus',
  formatVersion: 1,
  inputs: { corpus: { kinds: ['corpus'] } },
  settings: withdrawalSettings,
  build,
});

async function build(context: StageContext<Settings>): Promise<StageOutcome> {
  const { inputs, settings } = context;
  const { corpus } = inputs;
  if (!corpus) {
    throw new BadInputError({ message: 'The stage needs the input "corpus".', remedy: 'Name a corpus.' });
  }
  const ledger = await readLedger(corpus);
  checkSources(ledger, settings.sources, corpus);
  const shards = await restoreShards(context, corpus, ledger);
  const written = await cutCorpus(context, shards, ledger.settings);
  const left = ledger.sources.filter(({ name }) => !settings.sources.includes(name));
  const documentSteps = left.map(({ name, steps }) => [name, steps.filter(isDocumentStep)] as const);
  const withdrawn = [...ledger.withdrawn, ...settings.sources];
  const cleaned = [Object.fromEntries(documentSteps)];
  return finishCorpus(context, sumLedger({ cleaned, written, withdrawn, settings: ledger.settings }), corpus);
}

function isDocumentStep({ step }: Ledger['steps'][number]): boolean {
  return !corpusWideSteps.some((name) => name === step);
}

function checkSources(ledger: Ledger, sources: readonly string[], { directory }: Artefact): void {
  const names = ledger.sources.map(({ name }) => name);
  const unknown = sources.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new BadInputError({
    message: `The corpus has no source "${unknown}".`,
    file: directory,
    remedy: `Its sources: ${names.join('; ')}.`,
  });
}

async function restoreShards(
  context: StageContext<Settings>,
  corpus: Artefact,
  { settings: { repeatedPassages } }: Ledger,
): Promise<CleanedShard[]> {
  const { draft, settings } = context;
  await mkdir(draft.resumePath('cleaned'), { recursive: true });
  const files = await shardFiles(corpus.directory, 'documents');
  const calls = files.map((documents, number) => {
    const id = String(number).padStart(5, '0');
    const input: RestoreInput = {
      documents,
      rejects: join(corpus.directory, `rejects-${id}.parquet`),
      ledger: join(corpus.directory, `ledger-${id}.parquet`),
      withdrawn: settings.sources,
      ...cleanedFiles(draft, id),
      repeatedPassages,
    };
    return { id, input };
  });
  const outputs = await runPass(context, 'restore', 'Reading the corpus', calls, restoreOutputSchema);
  return calls.map(({ id }, index) => ({
    id,
    ...cleanedFiles(draft, id),
    candidates: outputs[index]?.candidates ?? 0,
    passageCount: outputs[index]?.passages ?? 0,
  }));
}
