import { z } from 'zod';
import { BadInputError } from '../core/errors.ts';
import { fingerprint, hashFile, type Json } from '../core/fingerprint.ts';
import { runShards } from '../core/shards.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/stage.ts';
import { databaseVersion } from './database.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { readReasons } from './reader.ts';
import { readerFor } from './readers.ts';
import type { Source } from './record.ts';
import { type ShardInput, type ShardOutput, shardOutputSchema } from './shard.ts';
import { SourceBook } from './sources.ts';

const maximumShardBytes = 8 * 1024 * 1024;
const maximumShardFiles = 64;

/** Settings of the documents stage. */
export const documentsSettings = z.strictObject({
  /** Files, folders (everything below them) and globs to read. */
  from: z.array(z.string().min(1)).min(1),
});

type Settings = z.output<typeof documentsSettings>;

interface SourcedFile extends FoundFile {
  /** Absent for a file that no reader takes. */
  readonly source: Source | undefined;
}

/** Reads files (plain text, HTML, PDF, JSON lines) into document records. */
export const documentsStage = defineStage({
  name: 'documents',
  kind: 'documents',
  formatVersion: 1,
  inputs: {},
  settings: documentsSettings,
  resolvePaths: (settings, resolve) => ({ ...settings, from: settings.from.map(resolve) }),
  externals: describeFiles,
  // What the files hold counts, not where they lie.
  incidentalSettings: ['from'],
  build,
});

async function describeFiles(settings: Settings, signal: AbortSignal): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const files = await gatherFiles(settings, signal);
  for (const file of files) hashes[file.name] = await hashFile(file.path, signal);
  // The entries and not the file, so that a new comment in sources.yaml makes nothing stale.
  hashes['sources.yaml entries'] = fingerprint(files.map(({ name, source }) => ({ name, source })));
  return hashes;
}

async function gatherFiles(settings: Settings, signal: AbortSignal): Promise<SourcedFile[]> {
  const book = new SourceBook();
  const files: SourcedFile[] = [];
  for (const file of await findFiles(settings.from, signal)) {
    const source = readerFor(file.path) ? await book.sourceOf(file.path, file.root) : undefined;
    files.push({ ...file, source });
  }
  return files;
}

async function build(context: StageContext<Settings>): Promise<StageOutcome> {
  const { draft, executor, progress, settings, signal } = context;
  const files = await gatherFiles(settings, signal);
  const groups = groupFiles(files);
  const task = progress.task('Reading files', { total: groups.length, unit: 'shards' });
  const outputs = await runShards({
    draft,
    executor,
    pass: 'read',
    module: new URL('./shard.ts', import.meta.url).href,
    shards: groups.map((group, index) => {
      const id = String(index).padStart(5, '0');
      const input: ShardInput = {
        files: group.map(({ path, name, source }) => ({ path, name, source })),
        documents: draft.path(`documents-${id}.parquet`),
        rejects: draft.path(`rejects-${id}.parquet`),
        temporaryFolder: draft.resumePath('temporary'),
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

/** Cuts sorted files into shards by size and number alone, so that every machine cuts them alike. */
function groupFiles(files: readonly SourcedFile[]): SourcedFile[][] {
  const groups: SourcedFile[][] = [];
  let sizeBytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const group = groups.at(-1);
    if (group && group.length < maximumShardFiles && sizeBytes + file.sizeBytes <= maximumShardBytes) {
      group.push(file);
      sizeBytes += file.sizeBytes;
    } else {
      groups.push([file]);
      sizeBytes = file.sizeBytes;
    }
  }
  return groups;
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
