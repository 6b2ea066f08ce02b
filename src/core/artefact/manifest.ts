import { join } from 'node:path';
import { z } from 'zod';
import { exists, readText, writeFileAtomically } from '../files.ts';
import { parseJson, parseWith } from '../schema.ts';
import { sha256Schema } from './fingerprint.ts';

/** The kinds of finished artefact; the table in ARCHITECTURE.md says what each holds. */
export const artefactKinds = [
  'documents',
  'corpus',
  'instructions',
  'vocabulary',
  'tokens',
  'checkpoint',
  'model',
  'report',
  'release',
] as const;

export type ArtefactKind = (typeof artefactKinds)[number];

export const manifestName = 'manifest.json';

/** `manifest.json` of an artefact folder. */
export const manifestSchema = z.strictObject({
  kind: z.enum(artefactKinds),
  /** The stage that wrote it, as named in recipes. */
  stage: z.string(),
  /** Version of the artefact's layout; a reader refuses what it does not know. */
  formatVersion: z.int().positive(),
  name: z.string(),
  /** Hash of what determines the content: stage, format version, settings, inputs, outside files. */
  fingerprint: sha256Schema,
  /** Input artefacts: role → fingerprint. */
  inputs: z.record(z.string(), sha256Schema),
  /** Files from outside any artefact: name → hash of their content. */
  externals: z.record(z.string(), z.string()),
  settings: z.json(),
  counts: z.record(z.string(), z.number()),
  /** What was left out: reason → how many. */
  rejects: z.record(z.string(), z.number()),
  licences: z.array(z.string()),
  /** Versions of the programs that wrote it. */
  tools: z.record(z.string(), z.string()),
  files: z.array(z.strictObject({ path: z.string(), sizeBytes: z.int(), sha256: z.string() })),
  created: z.iso.datetime(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** A finished artefact: a folder and its manifest. */
export interface Artefact {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Whether a folder looks like a finished artefact. */
export async function isArtefact(directory: string): Promise<boolean> {
  return exists(join(directory, manifestName));
}

/**
 * Reads and checks a manifest.
 * @throws BadInputError when there is none, CorruptArtefactError when it does not fit its schema.
 */
export async function readManifest(directory: string): Promise<Manifest> {
  const file = join(directory, manifestName);
  const source = { file, family: 'corrupt', remedy: `Delete ${directory} and build it again.` } as const;
  return parseWith(manifestSchema, parseJson(await readText(file), source), source);
}

/** Writes a manifest into a folder. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  await writeFileAtomically(join(directory, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}
