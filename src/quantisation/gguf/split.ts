import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedModel } from '../../checkpoint/index.ts';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import { readPieces, writeFileAtomically } from '../../core/files.ts';

export interface SplitOptions {
  /** File name of the model without `.gguf`: lower-case letters, digits, hyphens, dots. */
  readonly name: string;
  /** The largest part; 40 MB by default, which Git hosts take without a warning. */
  readonly partSizeBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * Splits a model file into `NAME.part-1` … inside a models folder and describes them in
 * `embedded.json`, which is written last. Parts of an earlier model are removed after that.
 * @throws BadInputError when the file does not exist or the name is no file name.
 */
export async function splitModel(
  file: string,
  modelsFolder: string,
  options: SplitOptions,
): Promise<EmbeddedModel> {
  const { name, partSizeBytes = 40_000_000, signal } = options;
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) {
    throw new BadInputError({
      message: `"${name}" cannot name the parts of a model.`,
      remedy: 'Use lower-case letters, digits, hyphens and dots.',
    });
  }
  const sizeBytes = await fileSize(file);
  const parts: EmbeddedModel['parts'] = [];
  for (let start = 0; start < sizeBytes; start += partSizeBytes) {
    throwIfInterrupted(signal);
    const end = Math.min(start + partSizeBytes, sizeBytes);
    const part = `${name}.part-${parts.length + 1}`;
    const path = join(modelsFolder, part);
    await writeFileAtomically(path, async (handle) => {
      for await (const chunk of readPieces(file, { start, end: end - 1 })) {
        await handle.writeFile(chunk);
      }
    });
    parts.push({ file: part, sizeBytes: end - start, sha256: await hashFile(path, signal) });
  }
  const embedded = { name: `${name}.gguf`, parts, sizeBytes, sha256: await hashFile(file, signal) };
  await writeFileAtomically(join(modelsFolder, 'embedded.json'), `${JSON.stringify(embedded, null, 2)}\n`);
  await removeOtherParts(modelsFolder, new Set(parts.map((part) => part.file)));
  return embedded;
}

async function fileSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw fromSystemError(error, file);
  }
}

async function removeOtherParts(modelsFolder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(modelsFolder)) {
    if (/\.part-\d+$/.test(name) && !kept.has(name)) await rm(join(modelsFolder, name));
  }
}
