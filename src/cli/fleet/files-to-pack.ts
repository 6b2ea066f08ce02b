import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { listFiles } from '../../core/files.ts';
import { faultOfContent, modelFileOf, type PackedFile, type PackKind } from '../../fleet/index.ts';

/**
 * The files of a release that is to be published: one, or all of a folder.
 * @throws BadInputError when schools could not read books, exercises or words of the folder.
 */
export async function filesToPack(kind: PackKind, path: string): Promise<PackedFile[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw fromSystemError(error, path);
  });
  const source = resolve(path);
  if (found.isFile()) {
    const inside = kind === 'model' ? basename(modelFileOf('')) : basename(path);
    return [{ path: inside, source, executable: false }];
  }
  const fault = await faultOfContent(kind, source);
  if (fault !== undefined)
    throw new BadInputError({
      message: fault,
      file: path,
      remedy: 'docs/fleet.md says what such a folder holds.',
    });
  const all = await listFiles(source);
  return Promise.all(
    all.map(async (inside) => {
      const full = join(source, inside);
      return { path: inside, source: full, executable: ((await stat(full)).mode & 0o100) !== 0 };
    }),
  );
}
