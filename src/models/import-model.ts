import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { validateModelFile } from '../checkpoint/index.ts';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { BadInputError, CorruptArtefactError, fromSystemError, throwIfInterrupted } from '../core/errors.ts';
import { readPieces, writeFileAtomically } from '../core/files.ts';
import { type InstallOptions, installedAs, recordOf, type WantedModel } from './fetch-model.ts';
import { checkFreeSpace } from './free-space.ts';
import type { InstalledModel, ModelStore } from './store.ts';

/**
 * Copies a model from a stick or another folder and installs it: under a temporary name, checked as it was written,
 * then renamed.
 * @returns its record, and whether it is new.
 * @throws BadInputError when it is no Gemma 3, CorruptArtefactError when it is damaged or its hash is another than the
 * wanted one, MachineError when the disk is too full.
 */
export async function importModel(
  store: ModelStore,
  file: string,
  wanted: WantedModel,
  { signal, onBytes }: InstallOptions,
): Promise<{ readonly model: InstalledModel; readonly isNew: boolean }> {
  const { size: sizeBytes } = await stat(file).catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  await validateModelFile(file);
  const release = await store.lock();
  const draft = store.draftOf(wanted.name, 'import');
  try {
    await store.removeOtherDrafts(wanted.name, '');
    await mkdir(draft, { recursive: true });
    await checkFreeSpace(draft, sizeBytes);
    const target = join(draft, 'model.gguf');
    const sha256 = await copyFile(file, target, signal, (bytes) => onBytes?.(bytes, sizeBytes));
    if (wanted.sha256 !== undefined && sha256 !== wanted.sha256) {
      throw new CorruptArtefactError({
        message: `The SHA-256 of the file is ${sha256}, not the expected ${wanted.sha256}.`,
        file,
        remedy: 'Copy it onto the stick again from where it came from. Nothing was installed.',
      });
    }
    const present = await installedAs(store, wanted.name, sha256);
    if (present) return { model: present, isNew: false };
    if ((await hashFile(target, signal)) !== sha256) throw badCopy(target);
    await validateModelFile(target);
    const model = recordOf(wanted, { sha256, sizeBytes, source: basename(file) });
    await store.install(draft, model);
    return { model, isNew: true };
  } catch (error) {
    throw fromSystemError(error, file);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await release();
  }
}

/** Copies at flat memory and returns the SHA-256 of what was read. */
async function copyFile(
  source: string,
  target: string,
  signal: AbortSignal,
  onBytes: (sizeBytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  await writeFileAtomically(target, async (handle) => {
    for await (const chunk of readPieces(source)) {
      throwIfInterrupted(signal);
      hash.update(chunk);
      await handle.writeFile(chunk);
      sizeBytes += chunk.length;
      onBytes(sizeBytes);
    }
  });
  if (sizeBytes > 0) return hash.digest('hex');
  throw new BadInputError({ message: 'The file is empty.', file: source, remedy: 'Name a GGUF model.' });
}

function badCopy(file: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'What was written to the disk is not what was read: the disk may be failing.',
    file,
    remedy: 'Try again; if it stays so, replace the disk.',
  });
}
