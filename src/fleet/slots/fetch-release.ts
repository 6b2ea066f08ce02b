import { createHash } from 'node:crypto';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { CorruptArtefactError, throwIfInterrupted } from '../../core/errors.ts';
import { type Files, writeWhole } from '../files/files.ts';
import { decodeChunk } from '../packs/chunk.ts';
import { applyDelta } from '../packs/delta.ts';
import { type Blob, type ChunkReference, chunkPath, type Pack } from '../packs/pack.ts';
import { parsePack, readPack, type Source, SourceFault } from '../sources/source.ts';
import type { Places } from './places.ts';

export interface FetchOptions {
  /** In the order in which they are asked; each for what the ones before do not give. */
  readonly sources: readonly Source[];
  readonly signal: AbortSignal;
  readonly onChunk?: ((progress: { readonly bytes: number; readonly from: string }) => void) | undefined;
}

/** `whole`: every blob of the release lies on the disk. `incomplete`: no source gave the rest; later continues from here. */
export interface Fetched {
  readonly outcome: 'whole' | 'incomplete';
  /** Bytes that came over each source. */
  readonly bytesBySource: Readonly<Record<string, number>>;
  /** What kept the last source from giving more. */
  readonly fault: string | null;
}

/**
 * Brings the blobs of a release onto the disk, chunk by chunk, from any number of sources. Nothing is remembered of what has
 * come: on the next call every chunk of an unfinished blob is hashed where it lies, so that neither a power cut nor a
 * flipped bit can make a wrong one count.
 */
export async function fetchRelease(
  files: Files,
  places: Places,
  release: string,
  options: FetchOptions,
): Promise<Fetched> {
  const fetching = new Fetching(files, places, options);
  const pack = await fetching.pack(release);
  if (!pack) return fetching.result('incomplete');
  for (const blob of pack.blobs) {
    if (await fetching.hasBlob(blob)) continue;
    const done = (await fetching.byDelta(pack, blob)) || (await fetching.whole(blob));
    if (!done) return fetching.result('incomplete');
  }
  return fetching.result('whole');
}

/** The description of a release that lies on the disk; undefined when it does not, or is damaged. */
export async function knownPack(files: Files, places: Places, release: string): Promise<Pack | undefined> {
  const bytes = await files.read(places.pack(release));
  return bytes && sha256(bytes) === release ? parsePack(bytes) : undefined;
}

class Fetching {
  readonly #files: Files;
  readonly #places: Places;
  readonly #options: FetchOptions;
  readonly #bytes: Record<string, number> = {};
  #fault: string | null = null;

  constructor(files: Files, places: Places, options: FetchOptions) {
    this.#files = files;
    this.#places = places;
    this.#options = options;
  }

  result(outcome: Fetched['outcome']): Fetched {
    return { outcome, bytesBySource: this.#bytes, fault: outcome === 'whole' ? null : this.#fault };
  }

  async pack(release: string): Promise<Pack | undefined> {
    const known = await knownPack(this.#files, this.#places, release);
    if (known) return known;
    for (const source of this.#options.sources) {
      const found = await this.#ask(source, () => readPack(source, release, this.#options.signal));
      if (!found) continue;
      this.#count(source, found.bytes.length);
      await writeWhole(this.#files, this.#places.pack(release), found.bytes);
      return found.pack;
    }
    return undefined;
  }

  async hasBlob({ sha256, sizeBytes }: Blob): Promise<boolean> {
    return (await this.#files.size(this.#places.blob(sha256))) === sizeBytes;
  }

  /** Through the difference to a blob that is here already. */
  async byDelta({ deltas }: Pack, blob: Blob): Promise<boolean> {
    for (const { patch, from } of deltas.filter(({ to }) => to === blob.sha256)) {
      const before = await this.#files.read(this.#places.blob(from));
      if (!before || sha256(before) !== from) continue;
      if (!(await this.hasBlob(patch)) && !(await this.whole(patch))) continue;
      const delta = await this.#files.read(this.#places.blob(patch.sha256));
      await this.#files.remove(this.#places.blob(patch.sha256));
      const bytes = delta && applied(before, delta, blob);
      if (!bytes) continue;
      await this.#files.write(this.#places.part(blob.sha256), bytes);
      if (await this.#finish(blob)) return true;
    }
    return false;
  }

  async whole(blob: Blob): Promise<boolean> {
    const part = this.#places.part(blob.sha256);
    await this.#files.makeFolder(this.#places.blobs);
    let offset = 0;
    for (const chunk of blob.chunks) {
      throwIfInterrupted(this.#options.signal);
      if (!(await this.#hasChunk(part, offset, chunk))) {
        const bytes = await this.#fetchChunk(chunk);
        if (!bytes) return false;
        await this.#files.writeAt(part, offset, bytes);
        await this.#files.sync(part);
      }
      offset += chunk.sizeBytes;
    }
    return this.#finish(blob);
  }

  async #hasChunk(part: string, offset: number, chunk: ChunkReference): Promise<boolean> {
    if (((await this.#files.size(part)) ?? 0) < offset + chunk.sizeBytes) return false;
    return sha256(await this.#files.readAt(part, offset, chunk.sizeBytes)) === chunk.sha256;
  }

  /** The first source that gives exactly these bytes. */
  async #fetchChunk(chunk: ChunkReference): Promise<Uint8Array | undefined> {
    const { sources, signal, onChunk } = this.#options;
    for (const source of sources) {
      const stored = await this.#ask(source, () =>
        source.read(chunkPath(chunk.sha256), chunk.storedBytes, signal),
      );
      const bytes = stored && decodeChunk(stored, chunk);
      if (!bytes) {
        if (stored) this.#fault = `${source.name}: chunk ${chunk.sha256.slice(0, 12)} is damaged`;
        continue;
      }
      this.#count(source, chunk.storedBytes);
      onChunk?.({ bytes: chunk.storedBytes, from: source.name });
      return bytes;
    }
    return undefined;
  }

  /** Compares the whole once more, from the disk, and gives it its name. */
  async #finish({ sha256, sizeBytes }: Blob): Promise<boolean> {
    const part = this.#places.part(sha256);
    await this.#files.sync(part);
    if ((await hashOf(this.#files, part)) !== sha256 || (await this.#files.size(part)) !== sizeBytes) {
      await this.#files.remove(part);
      this.#fault = 'What was written to the disk is not what was received.';
      return false;
    }
    await this.#files.rename(part, this.#places.blob(sha256));
    await this.#files.sync(this.#places.blobs);
    return true;
  }

  async #ask<Value>(source: Source, ask: () => Promise<Value>): Promise<Value | undefined> {
    try {
      const found = await ask();
      if (found === undefined) this.#fault = `${source.name} does not have all of it`;
      return found;
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      this.#fault = error.message;
      return undefined;
    }
  }

  #count({ name }: Source, bytes: number): void {
    this.#bytes[name] = (this.#bytes[name] ?? 0) + bytes;
  }
}

const readBytes = 4 * 2 ** 20;

/** SHA-256 of a file at flat memory; undefined when it is not there. */
export async function hashOf(files: Files, path: string): Promise<string | undefined> {
  const size = await files.size(path);
  if (size === undefined) return undefined;
  const hash = createHash('sha256');
  for (let offset = 0; offset < size; offset += readBytes)
    hash.update(await files.readAt(path, offset, Math.min(readBytes, size - offset)));
  return hash.digest('hex');
}

function applied(before: Uint8Array, delta: Uint8Array, blob: Blob): Uint8Array | undefined {
  try {
    const bytes = applyDelta(before, delta, blob.sizeBytes);
    return sha256(bytes) === blob.sha256 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** @throws CorruptArtefactError when a release that should be there is not. */
export function missingRelease(release: string, file: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: `The release ${release.slice(0, 12)} is not whole on this disk.`,
    file,
    remedy: '`soro update fetch` brings what is missing.',
  });
}
