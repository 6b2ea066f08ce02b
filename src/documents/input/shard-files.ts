import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { throwIfInterrupted } from '../../core/errors.ts';
import { keysOf } from '../../core/known.ts';
import { remoteFileSchema } from '../hub/remote-file.ts';
import { readReasons } from '../reader.ts';
import { metadataSchema, sourceSchema } from '../record.ts';
import { codeOf } from './find-files.ts';

const reasonSchema = z.enum(keysOf(readReasons));

/** A reject as it crosses the border to and from the workers. */
export const rejectSchema = z.strictObject({ reason: reasonSchema, value: z.string() });

/** A file, or a part of one, for a shard to read. */
export const shardFileSchema = z.strictObject({
  /** Empty for a file that is fetched from a hub. */
  path: z.string(),
  /** The bytes of the path in base64, where they are no UTF-8. */
  rawPath: z.string().optional(),
  name: z.string(),
  /** Absent for a file that no reader takes. */
  source: sourceSchema.optional(),
  /** What every record of the file carries: subject, grade, section, split. */
  metadata: metadataSchema,
  sizeBytes: z.number(),
  modifiedMs: z.number(),
  /** SHA-256 of the content for which the fingerprint speaks. */
  sha256: z.string(),
  problem: rejectSchema.optional(),
  remote: remoteFileSchema.optional(),
  /** The part to read, in the reader's unit; absent for the whole file. */
  part: z.strictObject({ from: z.number(), to: z.number().optional() }).optional(),
});

export type ShardFile = z.infer<typeof shardFileSchema>;

/** The path by which the system knows a file. */
export function pathOf({ path, rawPath }: Pick<ShardFile, 'path' | 'rawPath'>): string | Buffer {
  return rawPath === undefined ? path : Buffer.from(rawPath, 'base64');
}

/** The file is no longer the one that the fingerprint speaks of. */
export class ChangedFileError extends Error {
  readonly file: ShardFile;

  constructor(file: ShardFile) {
    super(`${file.name} has changed`);
    this.file = file;
  }
}

/**
 * Makes sure that a file is still what it was when it was hashed: by size and time, and when those differ,
 * by its hash.
 * @throws ChangedFileError
 */
export async function checkUnchanged(file: ShardFile, signal: AbortSignal): Promise<void> {
  if (file.remote) return;
  throwIfInterrupted(signal);
  const now = await stat(pathOf(file));
  if (now.size === file.sizeBytes && now.mtimeMs === file.modifiedMs) return;
  if (now.size !== file.sizeBytes || (await hashFile(pathOf(file), signal)) !== file.sha256) {
    throw new ChangedFileError(file);
  }
}

const unreadable = new Set([
  'EACCES',
  'EPERM',
  'ENOENT',
  'EIO',
  'ESTALE',
  'ELOOP',
  'ENXIO',
  'EISDIR',
  'EBUSY',
]);

/** Whether an error means that the file itself cannot be read, so that the others still can. */
export function isUnreadable(error: unknown): boolean {
  return unreadable.has(codeOf(error));
}
