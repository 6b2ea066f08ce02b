import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import { type Files, folderOf, writeWhole } from '../files/files.ts';
import { decodeChunk, encodeChunk } from './chunk.ts';
import { applyDelta, makeDelta, mostDeltaBytes } from './delta.ts';
import { type Blob, chunkBytes, chunkPath, type Pack, packPath, packSchema } from './pack.ts';
import type { PackKind } from './release.ts';

/** A file that is to be packed. */
export interface PackedFile {
  /** Where it will lie inside the release. */
  readonly path: string;
  /** Where it lies now. */
  readonly source: string;
  readonly executable: boolean;
}

export interface MadePack {
  readonly pack: Pack;
  readonly release: string;
  readonly packBytes: number;
  /** Of its files. */
  readonly sizeBytes: number;
  /** What a school fetches that has nothing, and one that has the release before: compressed. */
  readonly fetchBytes: { readonly whole: number; readonly delta: number };
}

export interface PackOptions {
  /** An earlier release of the same, published in the same folder; deltas are made from its blobs. */
  readonly before?: Pack | undefined;
  /** Smaller chunks than usual, for tests. */
  readonly chunkSize?: number | undefined;
  readonly onFile?: ((path: string) => void) | undefined;
}

/** A delta that saves less than a fifth is not worth the memory it takes to apply. */
const worthwhile = 0.8;

/**
 * Cuts files into content-addressed chunks and writes them, and the description of the pack, into a folder that can be
 * served or copied as it is. The same files give the same release. Small files are put together into one blob, sorted by path.
 * @throws BadInputError when there is no file.
 */
export async function makePack(
  files: Files,
  repository: string,
  kind: PackKind,
  packed: readonly PackedFile[],
  { before, chunkSize = chunkBytes, onFile }: PackOptions = {},
): Promise<MadePack> {
  const entries: Pack['files'] = [];
  const blobs: Blob[] = [];
  const small: { readonly file: PackedFile; readonly bytes: Uint8Array }[] = [];
  for (const file of packed.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    onFile?.(file.path);
    const sizeBytes = await files.size(file.source);
    if (sizeBytes === undefined) throw missing(file.source);
    // A file of a chunk and more has a blob of its own, which is linked, not copied, into a release.
    if (sizeBytes < chunkBytes) {
      small.push({ file, bytes: (await files.read(file.source)) ?? new Uint8Array() });
      continue;
    }
    const read = (offset: number, length: number) => files.readAt(file.source, offset, length);
    entries.push({ path: file.path, sizeBytes, blob: blobs.length, offset: 0, executable: file.executable });
    blobs.push(await writeBlob(files, repository, read, sizeBytes, chunkSize));
  }
  let offset = 0;
  for (const { file, bytes } of small) {
    const { path, executable } = file;
    entries.push({ path, sizeBytes: bytes.length, blob: blobs.length, offset, executable });
    offset += bytes.length;
  }
  if (offset > 0) blobs.push(await writeBytes(files, repository, joined(small), chunkSize));
  const deltas = await deltasFrom(files, repository, before, blobs, chunkSize);
  const pack = packSchema.parse({ format: 'soro-pack-1', kind, files: entries, blobs, deltas });
  const text = Buffer.from(`${JSON.stringify(pack)}\n`);
  const release = sha256(text);
  await writeWhole(files, `${repository}/${packPath(release)}`, zstdCompressSync(text));
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  return { pack, release, packBytes: text.length, sizeBytes, fetchBytes: fetchBytes(pack, before) };
}

/** A blob that has been published, put together and checked. */
async function readBlob(files: Files, repository: string, blob: Blob): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const chunk of blob.chunks) {
    const stored = await files.read(`${repository}/${chunkPath(chunk.sha256)}`);
    const bytes = stored && decodeChunk(stored, chunk);
    if (!bytes) throw missing(`${repository}/${chunkPath(chunk.sha256)}`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

async function deltasFrom(
  files: Files,
  repository: string,
  before: Pack | undefined,
  blobs: readonly Blob[],
  chunkSize: number,
): Promise<Pack['deltas']> {
  const deltas: Pack['deltas'] = [];
  const old = before?.blobs ?? [];
  for (const [index, blob] of blobs.entries()) {
    if (blob.sizeBytes > mostDeltaBytes || old.some(({ sha256 }) => sha256 === blob.sha256)) continue;
    // The blob of the small files is the last; files of their own are compared with the one of nearest size.
    const isLast = index === blobs.length - 1;
    const from = isLast ? old.at(-1) : nearest(old, blob);
    if (!from || from.sizeBytes > mostDeltaBytes) continue;
    const [oldBytes, bytes] = [
      await readBlob(files, repository, from),
      await readBlob(files, repository, blob),
    ];
    const delta = makeDelta(oldBytes, bytes);
    if (delta.length > storedBytes(blob) * worthwhile) continue;
    if (sha256(applyDelta(oldBytes, delta, bytes.length)) !== blob.sha256)
      throw new Error('A delta does not give back what it was made from.');
    const patch = await writeBytes(files, repository, delta, chunkSize);
    deltas.push({ to: blob.sha256, from: from.sha256, patch });
  }
  return deltas;
}

function nearest(blobs: readonly Blob[], { sizeBytes }: Blob): Blob | undefined {
  return blobs.toSorted(
    (one, other) => Math.abs(one.sizeBytes - sizeBytes) - Math.abs(other.sizeBytes - sizeBytes),
  )[0];
}

function writeBytes(files: Files, repository: string, bytes: Uint8Array, chunkSize: number): Promise<Blob> {
  const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return writeBlob(files, repository, read, bytes.length, chunkSize);
}

async function writeBlob(
  files: Files,
  repository: string,
  read: (offset: number, length: number) => Promise<Uint8Array>,
  sizeBytes: number,
  chunkSize: number,
): Promise<Blob> {
  const whole = createHash('sha256');
  const chunks: Blob['chunks'] = [];
  for (let offset = 0; offset < sizeBytes; offset += chunkSize) {
    const bytes = await read(offset, Math.min(chunkSize, sizeBytes - offset));
    whole.update(bytes);
    const { reference, stored } = encodeChunk(bytes);
    const path = `${repository}/${chunkPath(reference.sha256)}`;
    if ((await files.size(path)) !== stored.length) {
      await files.makeFolder(folderOf(path));
      await writeWhole(files, path, stored);
    }
    chunks.push(reference);
  }
  return { sha256: whole.digest('hex'), sizeBytes, chunks };
}

function joined(small: readonly { readonly bytes: Uint8Array }[]): Uint8Array {
  return Buffer.concat(small.map(({ bytes }) => bytes));
}

function fetchBytes(pack: Pack, before: Pack | undefined): MadePack['fetchBytes'] {
  const known = new Set(before?.blobs.map(({ sha256 }) => sha256));
  const patches = new Map(pack.deltas.map(({ to, patch }) => [to, patch]));
  const whole = pack.blobs.reduce((sum, blob) => sum + storedBytes(blob), 0);
  const delta = pack.blobs
    .filter(({ sha256 }) => !known.has(sha256))
    .reduce((sum, blob) => sum + storedBytes(patches.get(blob.sha256) ?? blob), 0);
  return { whole, delta };
}

/** Bytes that are sent for a blob. */
export function storedBytes({ chunks }: Blob): number {
  return chunks.reduce((sum, chunk) => sum + chunk.storedBytes, 0);
}

function missing(file: string): BadInputError {
  return new BadInputError({
    message: 'A file that is to be published is not there, or damaged.',
    file,
    remedy: 'Check the folder, and publish again.',
  });
}
