import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DiskFullError, fromSystemError } from '../../core/errors.ts';
import { freeBytesAt } from '../../core/files.ts';
import { SchoolError } from '../school-error.ts';
import type { Upload } from './uploads.ts';

/** Room that a server needs beside its books. */
const reserveBytes = 200 * 1024 ** 2;

/** The files of books on their way: named by the upload's id, so that no name of a file becomes a path. */
export class UploadFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The ending stays: readers go by it. */
  path({ id, fileName }: Upload): string {
    const ending = /^\.[a-z0-9]{1,5}$/u.exec(extname(fileName).toLowerCase())?.[0] ?? '';
    return join(this.#folder, `${id}${ending}`);
  }

  /**
   * Puts a piece at its place; when this returns, the disk has it.
   * @throws SchoolError `disk-full`.
   */
  async write(upload: Upload, offset: number, bytes: Uint8Array): Promise<void> {
    const path = this.path(upload);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600);
      try {
        let written = 0;
        while (written < bytes.length) {
          written += (await file.write(bytes, written, bytes.length - written, offset + written))
            .bytesWritten;
        }
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      const known = fromSystemError(error, path);
      throw known instanceof DiskFullError ? diskFull() : known;
    }
  }

  /** Bytes that are there; 0 without a file. */
  async size(upload: Upload): Promise<number> {
    const file = await open(this.path(upload)).catch(() => undefined);
    if (!file) return 0;
    try {
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  async remove(upload: Upload): Promise<void> {
    await rm(this.path(upload), { force: true });
  }

  /** Removes what belongs to no upload. */
  async removeOthers(uploads: readonly Upload[]): Promise<void> {
    const known = new Set(uploads.map((upload) => this.path(upload)));
    const names = await readdir(this.#folder).catch((): string[] => []);
    for (const name of names) {
      const path = join(this.#folder, name);
      if (!known.has(path)) await rm(path, { force: true });
    }
  }

  /** @throws SchoolError `disk-full` where a book, its copy and its index would not fit. */
  async needRoom(sizeBytes: number): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if ((await freeBytesAt(this.#folder)) < 2.5 * sizeBytes + reserveBytes) throw diskFull();
  }
}

function diskFull(): SchoolError {
  return new SchoolError('disk-full', 'The disk of the server is full.', {
    remedy: 'Tell the administrator.',
  });
}
