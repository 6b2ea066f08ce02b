import {
  chmod,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { fromSystemError } from '../../core/errors.ts';
import { syncDirectory } from '../../core/files.ts';
import type { Files } from './files.ts';

/** The machine's own disk. Errors of the system come as ours: no space, no permission. */
export const diskFiles: Files = {
  read: (path) => orUndefined(path, readFile(path)),
  size: async (path) => {
    const found = await orUndefined(path, stat(path));
    return found?.isFile() ? found.size : undefined;
  },
  exists: async (path) => (await orUndefined(path, stat(path))) !== undefined,
  readAt: (path, offset, length) =>
    translated(path, async () => {
      const handle = await open(path, 'r');
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    }),
  write: (path, bytes) => translated(path, () => writeFile(path, bytes)),
  writeAt: (path, offset, bytes) =>
    translated(path, async () => {
      const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return open(path, 'w+');
        throw error;
      });
      try {
        // Less may be written when the disk fills up; the rest then says so.
        for (let done = 0; done < bytes.length; )
          done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
      } finally {
        await handle.close();
      }
    }),
  makeExecutable: (path) => translated(path, () => chmod(path, 0o755)),
  sync: (path) =>
    translated(path, async () => {
      if ((await stat(path)).isDirectory()) return syncDirectory(path);
      const handle = await open(path, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }),
  rename: (from, to) => translated(to, () => rename(from, to)),
  link: (from, to) =>
    translated(to, () =>
      link(from, to).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOSPC') throw error;
        return copyFile(from, to);
      }),
    ),
  makeLink: (target, path) => translated(path, () => symlink(target, path)),
  readLink: (path) => readlink(path).catch(() => undefined),
  makeFolder: (path) =>
    translated(path, async () => {
      const first = await mkdir(path, { recursive: true });
      if (first === undefined) return;
      // A folder whose entry was not synced may be gone after a power cut, with all that was synced in it.
      for (let folder = path; folder.length > first.length; folder = dirname(folder))
        await syncDirectory(dirname(folder));
      await syncDirectory(dirname(first));
    }),
  list: async (path) => ((await orUndefined(path, readdir(path))) ?? []).sort(),
  remove: (path) => translated(path, () => rm(path, { recursive: true, force: true })),
};

async function translated<Value>(path: string, perform: () => Promise<Value>): Promise<Value> {
  try {
    return await perform();
  } catch (error) {
    throw fromSystemError(error, path);
  }
}

async function orUndefined<Value>(path: string, wanted: Promise<Value>): Promise<Value | undefined> {
  try {
    return await wanted;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw fromSystemError(error, path);
  }
}
