import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';

/**
 * A backup is one file: a line of JSON that says what follows, then the database, compressed with zstd. The line
 * makes it readable without Soro: `tail -n +2 FILE | zstd -d > school.sqlite`.
 */
export const backupHeaderSchema = z.strictObject({
  format: z.literal('soro-backup-1'),
  schemaVersion: z.int().min(1),
  createdAt: z.int(),
  /** Of the database before compression. */
  sizeBytes: z.int().min(1),
  sha256: sha256Schema,
});

export type BackupHeader = z.output<typeof backupHeaderSchema>;

/** The longest first line that is looked for. */
export const mostHeaderBytes = 1000;
