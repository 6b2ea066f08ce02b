import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isStillWhole, rememberChecksum } from '../core/artefact/checked-file.ts';
import { sha256Schema } from '../core/artefact/fingerprint.ts';
import { cacheFolder, projectFolder } from '../core/configuration.ts';
import { CorruptArtefactError, MissingToolError, throwIfInterrupted } from '../core/errors.ts';
import { exists, readPieces, readText, writeFileAtomically } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';

const fileName = z.string().regex(/^[\w.-]+$/);

/** `models/embedded.json`: the model that comes with a clone, cut into parts that a repository can hold. */
export const embeddedModelSchema = z.strictObject({
  /** Name of the whole file, ending in `.gguf`. */
  name: fileName.endsWith('.gguf'),
  parts: z
    .array(z.strictObject({ file: fileName, sizeBytes: z.int().positive(), sha256: sha256Schema }))
    .min(1),
  /** Of the whole file. */
  sha256: sha256Schema,
  sizeBytes: z.int().positive(),
});

export type EmbeddedModel = z.infer<typeof embeddedModelSchema>;

/** Where the parts are and where the whole file goes; the project's own folders by default. */
export interface EmbeddedModelOptions {
  readonly modelsFolder?: string;
  readonly cacheFolder?: string;
  readonly signal?: AbortSignal;
}

const remedy = 'Restore the parts with `git checkout -- models`, or clone the project again.';

/**
 * Reads `models/embedded.json`.
 * @throws MissingToolError when there is none, CorruptArtefactError when it is damaged.
 */
export async function readEmbeddedModel(
  modelsFolder = join(projectFolder, 'models'),
): Promise<EmbeddedModel> {
  const file = join(modelsFolder, 'embedded.json');
  if (!(await exists(file))) {
    throw new MissingToolError({
      message: 'The embedded model is not there.',
      file,
      remedy: `${remedy} Or name a model file of your own.`,
    });
  }
  const source = { file, family: 'corrupt', remedy } as const;
  return parseWith(embeddedModelSchema, parseJson(await readText(file), source), source);
}

/**
 * The path of the embedded model as one GGUF file. The first call puts it together from its parts, every
 * part and the whole checked by SHA-256. Later calls compare the checksum again when the file was touched, or a week
 * after the last time, and put it together again when it differs.
 * @throws CorruptArtefactError naming the damaged part, MachineError when the disk is full.
 */
export async function assembleEmbeddedModel(options: EmbeddedModelOptions = {}): Promise<string> {
  const modelsFolder = options.modelsFolder ?? join(projectFolder, 'models');
  const model = await readEmbeddedModel(modelsFolder);
  const target = join(options.cacheFolder ?? cacheFolder(), 'models', model.sha256.slice(0, 12), model.name);
  if (await isStillWhole(target, model.sha256, options.signal)) return target;
  await writeFileAtomically(target, (handle) => joinParts(handle, modelsFolder, model, options.signal));
  await rememberChecksum(target, model.sha256);
  return target;
}

async function joinParts(
  handle: FileHandle,
  modelsFolder: string,
  model: EmbeddedModel,
  signal: AbortSignal | undefined,
): Promise<void> {
  const whole = createHash('sha256');
  for (const part of model.parts) {
    const file = join(modelsFolder, part.file);
    const hash = createHash('sha256');
    if (!(await exists(file))) throw damaged('A part of the embedded model is missing.', file);
    for await (const chunk of readPieces(file)) {
      throwIfInterrupted(signal);
      hash.update(chunk);
      whole.update(chunk);
      await handle.writeFile(chunk);
    }
    if (hash.digest('hex') !== part.sha256) {
      throw damaged('A part of the embedded model is damaged: its checksum differs.', file);
    }
  }
  if (whole.digest('hex') !== model.sha256) {
    throw damaged(
      'The embedded model is damaged: its parts do not give the whole.',
      join(modelsFolder, 'embedded.json'),
    );
  }
}

function damaged(message: string, file: string): CorruptArtefactError {
  return new CorruptArtefactError({ message, file, remedy });
}
