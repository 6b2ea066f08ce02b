import { defineStage, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { runShards } from '../core/shards/shards.ts';
import { isHubAddress } from './hub/hub-address.ts';
import { describeInput, gatherInput } from './input/gather-input.ts';
import { planShards } from './input/plan-shards.ts';
import { readReasons } from './reader.ts';
import { databaseVersion } from './rows/database.ts';
import { type DocumentsSettings, documentsSettings } from './settings.ts';
import { type ShardInput, type ShardOutput, shardOutputSchema } from './shard.ts';

/** A shard is written in pieces of about this size, so that memory stays flat and little is lost when it stops. */
const pieceCharacters = 24 * 1024 * 1024;

/** Reads files and data sets of every format into document records. */
export const documentsStage = defineStage({
  name: 'documents',
  kind: 'documents',
  formatVersion: 2,
  inputs: {},
  settings: documentsSettings,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    from: settings.from.map((entry) => (isHubAddress(entry) ? entry : resolve(entry))),
  }),
  externals: describeInput,
  // What the files hold counts, not where they lie; the source of each is among the externals.
  incidentalSettings: ['from', 'sourceName', 'sourceAddress', 'licence', 'kind', 'retrieved'],
  build,
});

async function build(context: StageContext<DocumentsSettings>): Promise<StageOutcome> {
  const { draft, executor, progress, settings, signal } = context;
  const files = await gatherInput(settings, signal);
  const shards = await planShards(files, signal);
  const task = progress.task('Reading files', { total: shards.length, unit: 'shards' });
  const outputs = await runShards({
    draft,
    executor,
    pass: 'read',
    module: new URL('./shard.ts', import.meta.url).href,
    shards: shards.map((group, index) => {
      const id = String(index).padStart(5, '0');
      const input: ShardInput = {
        files: group,
        documents: draft.path(`documents-${id}`),
        rejects: draft.path(`rejects-${id}`),
        progress: draft.resumePath('pieces', `${id}.json`),
        temporaryFolder: draft.resumePath('temporary'),
        textField: settings.textField,
        pieceCharacters,
      };
      return { id, input: JSON.parse(JSON.stringify(input)) as Json };
    }),
    output: shardOutputSchema,
    task,
    signal,
  });
  const outcome = sum(outputs, files.length);
  if (outcome.counts.documents === 0) throw nothingRead(outputs);
  task.finish(`${outcome.counts.documents} documents from ${files.length} files`);
  return { ...outcome, tools: { duckdb: await databaseVersion() } };
}

function sum(outputs: readonly ShardOutput[], files: number) {
  const counts = { files, documents: 0, characters: 0, rejects: 0 };
  const rejects: Record<string, number> = {};
  for (const output of outputs) {
    counts.documents += output.documents;
    counts.characters += output.characters;
    for (const [reason, count] of Object.entries(output.rejects)) {
      rejects[reason] = (rejects[reason] ?? 0) + count;
      counts.rejects += count;
    }
  }
  return { counts, rejects, licences: outputs.flatMap(({ licences }) => licences) };
}

function nothingRead(outputs: readonly ShardOutput[]): BadInputError {
  const first = outputs.find(({ firstReject }) => firstReject)?.firstReject;
  if (!first)
    return new BadInputError({ message: 'The files hold no documents.', remedy: 'Name other files.' });
  return new BadInputError({
    message: `No file could be read; the first failed with "${first.reason}" (${first.value}).`,
    file: first.path,
    remedy: readReasons[first.reason],
  });
}
