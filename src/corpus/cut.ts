import { mkdir } from 'node:fs/promises';
import type { z } from 'zod';
import type { StageContext } from '../core/artefact/stage.ts';
import type { Json } from '../core/json.ts';
import { at, known } from '../core/known.ts';
import { runShards } from '../core/shards/shards.ts';
import { type MatchInput, matchOutputSchema } from './compare/match-shard.ts';
import { type PassagesInput, passagesOutputSchema } from './compare/passages-shard.ts';
import { type Group, type SignInput, signOutputSchema } from './compare/sign-shard.ts';
import { type DecideInput, decideOutputSchema } from './decide/decide-shard.ts';
import type { SourceOutcome } from './ledger/source-outcome.ts';
import type { CorpusSettings } from './settings.ts';
import { partsOf } from './tables/parts.ts';
import { signatureColumn } from './tables/signature-columns.ts';
import { type WriteInput, writeOutputSchema } from './write/write-shard.ts';

/** The settings that say how documents are compared and chosen. */
export type CutSettings = Omit<CorpusSettings, 'steps' | 'benchmarks'>;

type Work = Pick<StageContext<unknown>, 'draft' | 'executor' | 'progress' | 'signal'>;

/** A shard of cleaned documents, ready to be compared with the others. */
export interface CleanedShard {
  readonly id: string;
  readonly cleaned: string;
  readonly passages: string;
  /** How many documents passed their own steps. */
  readonly candidates: number;
  readonly passageCount: number;
}

interface NumberedShard extends CleanedShard {
  /** Number of its first candidate in the whole corpus. */
  readonly firstDocument: number;
  readonly signatures: string;
  readonly decisions: string;
}

/**
 * Cuts the corpus out of cleaned documents, all at once: repeated passages, duplicates, mixture; then
 * writes it. Everything here depends on other documents and nothing on how they are cut into shards.
 */
export async function cutCorpus(
  work: Work,
  shards: readonly CleanedShard[],
  settings: CutSettings,
): Promise<Record<string, SourceOutcome>[]> {
  for (const folder of ['removals', 'signatures', 'pairs', 'decisions', 'temporary']) {
    await mkdir(work.draft.resumePath(folder), { recursive: true });
  }
  const numbered = numberShards(work, shards);
  const removals = await findRepeatedPassages(work, numbered, settings);
  const signed = await signDocuments(work, numbered, removals, settings);
  const pairs = await pairDocuments(work, numbered, settings);
  const groups = await decide(work, numbered, { signed, pairs, settings });
  return write(work, numbered, { removals, groups, settings });
}

function numberShards({ draft }: Work, shards: readonly CleanedShard[]): NumberedShard[] {
  let firstDocument = 0;
  return shards.map((shard) => {
    const numbered = {
      ...shard,
      firstDocument,
      signatures: draft.resumePath('signatures', `${shard.id}.bin`),
      decisions: draft.resumePath('decisions', `${shard.id}.bin`),
    };
    firstDocument += shard.candidates;
    return numbered;
  });
}

async function findRepeatedPassages(
  work: Work,
  shards: readonly NumberedShard[],
  { repeatedPassages }: CutSettings,
): Promise<string[]> {
  if (repeatedPassages === false) return [];
  const passages = shards.reduce((sum, { passageCount }) => sum + passageCount, 0);
  const calls = partsOf(passages).map((part) => ({
    id: String(part.number),
    input: {
      part,
      shards: shards.map(({ passages, firstDocument }) => ({ passages, firstDocument })),
      maximumDocuments: repeatedPassages.maximumDocuments,
      to: work.draft.resumePath('removals', `${part.number}.bin`),
    } satisfies PassagesInput,
  }));
  await runPass(work, 'passages', 'Counting passages', calls, passagesOutputSchema);
  return calls.map(({ input }) => input.to);
}

async function signDocuments(
  work: Work,
  shards: readonly NumberedShard[],
  removals: readonly string[],
  settings: CutSettings,
): Promise<Group[][]> {
  const { repeatedPassages, duplicates } = settings;
  const calls = shards.map(({ id, cleaned, firstDocument, candidates, signatures }) => ({
    id,
    input: {
      cleaned,
      removals: [...removals],
      firstDocument,
      candidates,
      signatures,
      settings: { repeatedPassages, duplicates },
    } satisfies SignInput,
  }));
  const outputs = await runPass(work, 'sign', 'Signing documents', calls, signOutputSchema);
  return outputs.map(({ groups }) => groups);
}

interface PairFiles {
  readonly equal: string[];
  readonly near: string[];
}

// This many comparisons are worth a call of their own.
const comparisonsPerCall = 1_000_000;

async function pairDocuments(
  work: Work,
  shards: readonly NumberedShard[],
  { duplicates }: CutSettings,
): Promise<PairFiles> {
  const candidates = shards.reduce((sum, shard) => sum + shard.candidates, 0);
  const bands = duplicates.near ? duplicates.bands : 0;
  const names = ['equal', ...Array.from({ length: bands }, (_, band) => `band-${band}`)];
  const perCall = Math.max(1, Math.floor(comparisonsPerCall / Math.max(1, candidates)));
  const files: PairFiles = { equal: [], near: [] };
  const calls = partsOf(candidates).flatMap((part) => {
    const hashes = names.map((name, index) => {
      const column = index === 0 ? signatureColumn.id : signatureColumn.band + 2 * (index - 1);
      const to = work.draft.resumePath('pairs', `${name}-${part.number}.bin`);
      (index === 0 ? files.equal : files.near).push(to);
      return { columns: [column, column + 1] as [number, number], to };
    });
    return Array.from({ length: Math.ceil(hashes.length / perCall) }, (_, index) => ({
      id: `${part.number}-${index}`,
      input: {
        hashes: hashes.slice(index * perCall, (index + 1) * perCall),
        part,
        shards: shards.map(({ signatures, firstDocument }) => ({ signatures, firstDocument })),
      } satisfies MatchInput,
    }));
  });
  await runPass(work, 'match', 'Matching documents', calls, matchOutputSchema);
  return files;
}

async function decide(
  work: Work,
  shards: readonly NumberedShard[],
  { signed, pairs, settings }: { signed: readonly Group[][]; pairs: PairFiles; settings: CutSettings },
): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const group of signed.flat()) groups.set(JSON.stringify([group.source, group.register]), group);
  // In the order of their names, so that no sharding changes their numbers.
  const keys = [...groups.keys()].sort();
  const ordered = keys.flatMap((key) => known(groups, key));
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const input: DecideInput = {
    shards: shards.map(({ signatures, firstDocument, candidates, decisions }, index) => ({
      signatures,
      firstDocument,
      documents: candidates,
      groups: at(signed, index).map(({ source, register }) =>
        known(numbers, JSON.stringify([source, register])),
      ),
      decisions,
    })),
    groups: ordered,
    ...pairs,
    settings: { duplicates: settings.duplicates, mixture: settings.mixture },
  };
  await runPass(work, 'decide', 'Deciding', [{ id: 'all', input }], decideOutputSchema);
  return ordered;
}

async function write(
  work: Work,
  shards: readonly NumberedShard[],
  { removals, groups, settings }: { removals: string[]; groups: Group[]; settings: CutSettings },
): Promise<Record<string, SourceOutcome>[]> {
  const { repeatedPassages, heldOutShare } = settings;
  const calls = shards.map(({ id, cleaned, firstDocument, candidates, decisions }) => ({
    id,
    input: {
      cleaned,
      removals,
      firstDocument,
      candidates,
      decisions,
      groups,
      documents: work.draft.path(`documents-${id}.parquet`),
      rejects: work.draft.path(`rejects-${id}.parquet`),
      ledger: work.draft.path(`ledger-${id}.parquet`),
      temporaryFolder: work.draft.resumePath('temporary'),
      settings: { repeatedPassages, heldOutShare },
    } satisfies WriteInput,
  }));
  const outputs = await runPass(work, 'write', 'Writing the corpus', calls, writeOutputSchema);
  return outputs.map(({ sources }) => sources);
}

/** The module of each pass: what runs on a worker for one shard. */
const passModules = {
  clean: new URL('./clean/clean-shard.ts', import.meta.url),
  passages: new URL('./compare/passages-shard.ts', import.meta.url),
  sign: new URL('./compare/sign-shard.ts', import.meta.url),
  match: new URL('./compare/match-shard.ts', import.meta.url),
  decide: new URL('./decide/decide-shard.ts', import.meta.url),
  write: new URL('./write/write-shard.ts', import.meta.url),
  restore: new URL('./write/restore-shard.ts', import.meta.url),
} as const;

/** Runs the calls of one pass on the executor, one call a shard. */
export async function runPass<Output extends z.ZodType>(
  { draft, executor, progress, signal }: Work,
  pass: keyof typeof passModules,
  title: string,
  calls: readonly { readonly id: string; readonly input: Json }[],
  output: Output,
): Promise<z.output<Output>[]> {
  const task = progress.task(title, { total: calls.length, unit: 'shards' });
  const module = passModules[pass].href;
  const outputs = await runShards({ draft, executor, pass, module, shards: calls, output, task, signal });
  task.finish();
  return outputs;
}
