import { join } from 'node:path';
import { z } from 'zod';
import { assembleEmbeddedModel, readEmbeddedModel } from '../checkpoint/index.ts';
import { isStillWhole } from '../core/artefact/checked-file.ts';
import { sha256Schema } from '../core/artefact/fingerprint.ts';
import { CorruptArtefactError, formatError, SoroError } from '../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { modelNameSchema } from './catalogue/catalogue.ts';
import type { ModelStore } from './store.ts';

const choiceSchema = z.strictObject({ name: modelNameSchema, sha256: sha256Schema });

/** A model by its name and its content. */
export type ModelChoice = z.output<typeof choiceSchema>;

/** A model's file, ready to be served. */
export interface ServedModel extends ModelChoice {
  readonly file: string;
}

/** The model that comes with Soro, in use until another is chosen. */
async function embeddedChoice(): Promise<ModelChoice> {
  const { name, sha256 } = await readEmbeddedModel();
  return { name: name.replace(/\.gguf$/u, ''), sha256 };
}

/**
 * The model that was chosen for a data folder; the embedded one where none was.
 * @throws CorruptArtefactError when the choice cannot be read.
 */
export async function modelInUse(store: ModelStore): Promise<ModelChoice> {
  const file = choiceFile(store);
  if (!(await exists(file))) return embeddedChoice();
  const source = { file, family: 'corrupt', remedy: 'Choose a model again: soro model use NAME.' } as const;
  return parseWith(choiceSchema, parseJson(await readText(file), source), source);
}

/** Makes a model the one in use; a running server follows. */
export async function chooseModel(store: ModelStore, { name, sha256 }: ModelChoice): Promise<void> {
  await writeFileAtomically(choiceFile(store), `${JSON.stringify({ name, sha256 })}\n`);
}

/**
 * The file of a model that is installed, or comes with Soro. Its SHA-256 is compared when the file was touched, and a
 * week after the last time.
 * @throws BadInputError when it is not installed, CorruptArtefactError when it is damaged or another one.
 */
export async function openModel(store: ModelStore, name: string, signal: AbortSignal): Promise<ServedModel> {
  if (name === (await embeddedChoice()).name) return openEmbeddedModel(signal);
  const { sha256 } = await store.read(name);
  const file = store.fileOf(name);
  if (await isStillWhole(file, sha256, signal)) return { name, sha256, file };
  throw new CorruptArtefactError({
    message: 'The model is damaged: its SHA-256 is not the one of when it was installed.',
    file,
    remedy: `Remove it (\`soro model remove ${name}\`) and fetch or import it again.`,
  });
}

/**
 * The model to serve: the chosen one, or the embedded one where that cannot be served. A school is never left without.
 * @param warn told why the chosen one is not served.
 */
export async function openModelInUse(
  store: ModelStore,
  { signal, warn }: { readonly signal: AbortSignal; readonly warn: (message: string) => void },
): Promise<ServedModel> {
  try {
    const { name } = await modelInUse(store);
    return await openModel(store, name, signal);
  } catch (error) {
    if (!(error instanceof SoroError) || signal.aborted) throw error;
    warn(`The chosen model cannot be served; the one that comes with Soro is. ${formatError(error)}`);
    return openEmbeddedModel(signal);
  }
}

/** The model that comes with Soro, assembled on first use. */
export async function openEmbeddedModel(signal: AbortSignal): Promise<ServedModel> {
  return { ...(await embeddedChoice()), file: await assembleEmbeddedModel({ signal }) };
}

function choiceFile(store: ModelStore): string {
  return join(store.folder, 'in-use.json');
}
