import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fromSystemError } from './errors.ts';

/** Whether a path exists. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Reads a whole UTF-8 text file.
 * @throws BadInputError when it does not exist.
 */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fromSystemError(error, path);
  }
}

/** Flushes a folder's entries to disk, so that a rename in it survives a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a folder for syncing; its renames are journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that it is either the old or the new one, whole, at any moment: temporary name,
 * sync, rename. A function fills the open file; text or bytes may be given instead. `mode` says who may read it, from its
 * first byte on (default: as the process's umask says).
 * @throws MachineError when the disk is full; the temporary file is removed.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | ((handle: FileHandle) => Promise<void>),
  { mode }: { readonly mode?: number } = {},
): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, 'wx', mode);
    try {
      if (typeof content === 'function') await content(handle);
      else await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw fromSystemError(error, path);
  }
}

/** Bytes that this user may still write to the disk of a folder. */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Every file below a folder, as paths relative to it with `/`, sorted. */
export async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The bytes of a file, or of a part of it, in pieces of a megabyte. `end` is the last byte read. */
export async function* readPieces(
  path: string | Buffer,
  range: { readonly start?: number; readonly end?: number } = {},
): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { ...range, highWaterMark: 1 << 20 });
}
