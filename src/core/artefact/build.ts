import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { BadInputError, fromSystemError, SoroError, throwIfInterrupted } from '../errors.ts';
import type { Executor } from '../executor.ts';
import { listFiles } from '../files.ts';
import type { Json } from '../json.ts';
import type { Progress } from '../progress.ts';
import { soroVersion } from '../version.ts';
import { openDraft } from './draft.ts';
import { fingerprint, hashFile } from './fingerprint.ts';
import { type Artefact, isArtefact, type Manifest, readManifest, writeManifest } from './manifest.ts';
import type { Stage } from './stage.ts';

/** What determines an artefact, before it is built. */
export interface Work {
  readonly fingerprint: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly externals: Readonly<Record<string, string>>;
  /** Settings without the incidental ones, as JSON. */
  readonly settings: Json;
}

/** Inputs of a stage that are built or known by their fingerprint only. */
export type InputFingerprints = Readonly<Record<string, string>>;

/** Computes the fingerprint of the work a stage would do; reads outside files, builds nothing. */
export async function describeWork<Schema extends z.ZodType>(
  stage: Stage<Schema>,
  settings: z.output<Schema>,
  inputs: InputFingerprints,
  signal: AbortSignal,
): Promise<Work> {
  const externals = (await stage.externals?.(settings, signal)) ?? {};
  const determining = Object.fromEntries(
    Object.entries(settings as Record<string, Json>).filter(
      ([key]) => !stage.incidentalSettings?.includes(key),
    ),
  );
  // Through JSON, so that what is hashed is what the manifest will hold.
  const plain = JSON.parse(JSON.stringify(determining)) as Json;
  const description = {
    stage: stage.name,
    formatVersion: stage.formatVersion,
    settings: plain,
    inputs,
    externals,
  };
  return { fingerprint: fingerprint(description), inputs, externals, settings: plain };
}

/** Everything `buildArtefact` needs beside the stage. */
export interface BuildOptions<Settings> {
  readonly settings: Settings;
  readonly inputs: Readonly<Record<string, Artefact>>;
  /** The folder of the finished artefact. */
  readonly target: string;
  /** Name shown to people; the target's folder name by default. */
  readonly name?: string;
  readonly executor: Executor;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Builds one artefact: finished or absent, never half. Returns the artefact that is there already when
 * it was made from the same inputs, settings and format.
 */
export async function buildArtefact<Schema extends z.ZodType>(
  stage: Stage<Schema>,
  options: BuildOptions<z.output<Schema>>,
): Promise<Artefact> {
  const { settings, inputs, target, executor, progress, signal } = options;
  checkInputs(stage, inputs);
  const fingerprints = Object.fromEntries(
    Object.entries(inputs).map(([role, artefact]) => [role, artefact.manifest.fingerprint]),
  );
  const work = await describeWork(stage, settings, fingerprints, signal);
  const standing = await readStanding(target);
  if (standing?.manifest.fingerprint === work.fingerprint) return standing;
  if (standing) {
    const why = differenceOf(standing.manifest, stage, work);
    progress.log(
      `${target}: the ${standing.manifest.kind} artefact that is there (${why}) will be replaced.`,
    );
  }

  const draft = await openDraft(target, work.fingerprint);
  try {
    const outcome = await stage.build({ settings, inputs, draft, executor, progress, signal });
    throwIfInterrupted(signal);
    await draft.tidy();
    const manifest: Manifest = {
      kind: stage.kind,
      stage: stage.name,
      formatVersion: stage.formatVersion,
      name: options.name ?? basename(target),
      fingerprint: work.fingerprint,
      inputs: fingerprints,
      externals: work.externals,
      settings: work.settings as Manifest['settings'],
      counts: { ...outcome.counts },
      rejects: { ...outcome.rejects },
      licences: [...new Set(outcome.licences ?? [])].sort(),
      tools: { soro: soroVersion, node: process.version, ...outcome.tools },
      files: await describeFiles(draft.directory, signal),
      created: new Date().toISOString(),
    };
    await writeManifest(draft.directory, manifest);
    await draft.publish();
    return { directory: target, manifest };
  } catch (error) {
    if (error instanceof SoroError && error.unfinishedWork === 'remove') await draft.discard();
    throw fromSystemError(error, target);
  } finally {
    await draft.close();
  }
}

/**
 * Opens a finished artefact and checks that it is of a kind that the caller reads.
 * @throws BadInputError when it is not there or of another kind, CorruptArtefactError when damaged.
 */
export async function openArtefact(
  directory: string,
  kinds: Artefact['manifest']['kind'][],
): Promise<Artefact> {
  if (!(await isArtefact(directory))) {
    throw new BadInputError({
      message: 'This is not a finished Soro artefact (it has no manifest.json).',
      file: directory,
      remedy: 'Name the folder that a stage has written; `soro inspect FOLDER` says what a folder is.',
    });
  }
  const manifest = await readManifest(directory);
  if (!kinds.includes(manifest.kind)) {
    throw new BadInputError({
      message: `This is a ${manifest.kind} artefact; expected: ${kinds.join(' or ')}.`,
      file: directory,
      remedy: 'Name an artefact of the expected kind.',
    });
  }
  return { directory, manifest };
}

/** In what a standing artefact differs from the one to be built, for a person. */
function differenceOf(standing: Manifest, stage: Stage, work: Work): string {
  if (standing.stage !== stage.name) return `made by the stage ${standing.stage}`;
  const isOther = (one: unknown, other: unknown) =>
    fingerprint(JSON.parse(JSON.stringify(one)) as Json) !==
    fingerprint(JSON.parse(JSON.stringify(other)) as Json);
  const differences = [
    ...(isOther(standing.inputs, work.inputs) || isOther(standing.externals, work.externals)
      ? ['other input']
      : []),
    ...(isOther(standing.settings, work.settings) ? ['other settings'] : []),
  ];
  return differences.length === 0 ? 'an older format' : `made from ${differences.join(' and ')}`;
}

async function readStanding(target: string): Promise<Artefact | undefined> {
  if (!(await isArtefact(target))) return undefined;
  return { directory: target, manifest: await readManifest(target) };
}

function checkInputs(stage: Stage, inputs: Readonly<Record<string, Artefact>>): void {
  for (const [role, rule] of Object.entries(stage.inputs)) {
    if (role !== '*' && !rule.optional && !inputs[role]) {
      throw new BadInputError({
        message: `The stage ${stage.name} needs the input "${role}" (${rule.kinds.join(' or ')}).`,
        remedy: `Give it the folder of a finished ${rule.kinds[0]} artefact.`,
      });
    }
  }
  for (const [role, { directory, manifest }] of Object.entries(inputs)) {
    const rule = stage.inputs[role] ?? stage.inputs['*'];
    if (!rule?.kinds.includes(manifest.kind)) {
      throw new BadInputError({
        message: rule
          ? `The input "${role}" of the stage ${stage.name} is a ${manifest.kind} artefact; expected: ${rule.kinds.join(' or ')}.`
          : `The stage ${stage.name} has no input "${role}".`,
        file: directory,
        remedy: `Inputs of ${stage.name}: ${Object.keys(stage.inputs).join(', ') || 'none'}.`,
      });
    }
  }
}

async function describeFiles(directory: string, signal: AbortSignal): Promise<Manifest['files']> {
  const files: Manifest['files'] = [];
  for (const path of await listFiles(directory)) {
    if (path.startsWith('.resume/')) continue;
    const full = join(directory, path);
    files.push({ path, sizeBytes: (await stat(full)).size, sha256: await hashFile(full, signal) });
  }
  return files;
}
