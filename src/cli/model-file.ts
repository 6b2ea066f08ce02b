import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assembleEmbeddedModel } from '../checkpoint/index.ts';
import { openArtefact } from '../core/artefact/build.ts';
import { fromSystemError } from '../core/errors.ts';

/**
 * The GGUF file behind `--model`: a model artefact's folder, a .gguf file, or nothing for the
 * embedded model (assembled on first use).
 */
export async function findModelFile(model: string | undefined, signal: AbortSignal): Promise<string> {
  if (model === undefined) return assembleEmbeddedModel({ signal });
  const path = resolve(model);
  const information = await stat(path).catch((error: unknown) => {
    throw fromSystemError(error, path);
  });
  if (information.isFile()) return path;
  const artefact = await openArtefact(path, ['model']);
  return join(artefact.directory, 'model.gguf');
}
