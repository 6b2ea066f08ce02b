import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { packKinds } from './release.ts';

/** Bytes of a chunk: 16 s at 64 kbit/s when it does not compress, so that a line that breaks costs little. */
export const chunkBytes = 2 ** 20;

const chunkSchema = z.strictObject({
  /** Of the bytes as they are used. */
  sha256: sha256Schema,
  sizeBytes: z.int().positive().max(chunkBytes),
  /** Bytes that are stored and sent: compressed with zstd where that is smaller. */
  storedBytes: z.int().positive().max(chunkBytes),
});

/** Bytes in chunks, which lie at `chunks/ab/SHA256`. */
const blobSchema = z.strictObject({
  sha256: sha256Schema,
  sizeBytes: z.int().positive(),
  chunks: z.array(chunkSchema).min(1),
});

/** A way to a blob for who has an earlier one: zstd with that as its dictionary (`zstd --patch-from`). */
const deltaSchema = z.strictObject({
  to: sha256Schema,
  from: sha256Schema,
  patch: blobSchema,
});

/** A path inside a release: no way out of it. */
const pathSchema = z
  .string()
  .min(1)
  .max(400)
  .refine(
    (path) =>
      !/[\\\0:]/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    { message: 'The path leads out of the release.' },
  );

const fileSchema = z.strictObject({
  path: pathSchema,
  sizeBytes: z.int().min(0),
  /** Where its bytes are: a position in `blobs`, and the offset in it. */
  blob: z.int().min(0),
  offset: z.int().min(0),
  executable: z.boolean(),
});

/** The description of a pack; its SHA-256 is the name of the release. */
export const packSchema = z
  .strictObject({
    format: z.literal('soro-pack-1'),
    kind: z.enum(packKinds),
    files: z.array(fileSchema).min(1),
    blobs: z.array(blobSchema),
    deltas: z.array(deltaSchema),
  })
  .superRefine(({ files, blobs }, context) => {
    const seen = new Set<string>();
    files.forEach(({ path, sizeBytes, blob, offset }, index) => {
      const end = blobs[blob]?.sizeBytes ?? (sizeBytes === 0 ? 0 : -1);
      const fault = seen.has(path)
        ? 'The path stands there twice.'
        : offset + sizeBytes > end
          ? 'The file ends behind its blob.'
          : undefined;
      if (fault) context.addIssue({ code: 'custom', path: ['files', index], message: fault });
      seen.add(path);
    });
    for (const [index, { chunks, sizeBytes }] of blobs.entries()) {
      if (chunks.reduce((sum, chunk) => sum + chunk.sizeBytes, 0) !== sizeBytes)
        context.addIssue({ code: 'custom', path: ['blobs', index], message: 'The chunks are not the blob.' });
    }
  });

export type Pack = z.output<typeof packSchema>;
export type Blob = Pack['blobs'][number];
export type ChunkReference = Blob['chunks'][number];

/** Where a chunk lies below the root of a source. */
export function chunkPath(sha256: string): string {
  return `chunks/${sha256.slice(0, 2)}/${sha256}`;
}

/** Where the description of a release lies below the root of a source, compressed with zstd. */
export function packPath(release: string): string {
  return `packs/${release}.json.zst`;
}
