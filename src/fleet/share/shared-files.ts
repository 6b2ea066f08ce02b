import { createServer, type Server } from 'node:http';
import { zstdCompressSync } from 'node:zlib';
import type { Files } from '../files/files.ts';
import { publishedFiles } from '../metadata/published-files.ts';
import type { Trust } from '../metadata/trust.ts';
import { encodeChunk } from '../packs/chunk.ts';
import { chunkPath, packPath } from '../packs/pack.ts';
import { knownPack } from '../slots/fetch-release.ts';
import type { Places } from '../slots/places.ts';

interface ChunkPlace {
  readonly blob: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What a school has of a hub's static files, by path, from its own trust, descriptions and blobs. */
export class SharedFiles {
  readonly #files: Files;
  readonly #places: Places;
  readonly #trust: () => Promise<Trust>;
  /** Where the chunks of each release lie. A release never changes, so its description is read once. */
  readonly #chunks = new Map<string, ReadonlyMap<string, ChunkPlace>>();

  constructor(files: Files, places: Places, trust: () => Promise<Trust>) {
    this.#files = files;
    this.#places = places;
    this.#trust = trust;
  }

  /** Undefined for what is not there, or is no file of a hub. Whoever asks checks what comes. */
  async read(path: string): Promise<Uint8Array | undefined> {
    const name = /^metadata\/(?<name>[a-z0-9.]+\.json)$/u.exec(path)?.groups?.name;
    if (name !== undefined) {
      const text = publishedFiles(await this.#trust()).get(name);
      return text === undefined ? undefined : Buffer.from(text);
    }
    const release = /^packs\/(?<release>[0-9a-f]{64})\./u.exec(path)?.groups?.release;
    if (release !== undefined && path === packPath(release)) {
      const bytes = await this.#files.read(this.#places.pack(release));
      return bytes && zstdCompressSync(bytes);
    }
    const chunk = /^chunks\/[0-9a-f]{2}\/(?<chunk>[0-9a-f]{64})$/u.exec(path)?.groups?.chunk;
    return chunk !== undefined && path === chunkPath(chunk) ? this.#chunk(chunk) : undefined;
  }

  /** Cut out of a blob that has it. */
  async #chunk(sha256: string): Promise<Uint8Array | undefined> {
    for (const name of await this.#files.list(this.#places.packs)) {
      const place = (await this.#chunksOf(name.replace(/\.json$/u, ''))).get(sha256);
      const blob = place && this.#places.blob(place.blob);
      if (place && blob !== undefined && (await this.#files.exists(blob)))
        return encodeChunk(await this.#files.readAt(blob, place.offset, place.sizeBytes)).stored;
    }
    return undefined;
  }

  async #chunksOf(release: string): Promise<ReadonlyMap<string, ChunkPlace>> {
    const known = this.#chunks.get(release);
    if (known) return known;
    const found = new Map<string, ChunkPlace>();
    const pack = await knownPack(this.#files, this.#places, release);
    for (const blob of pack?.blobs ?? []) {
      let offset = 0;
      for (const { sha256, sizeBytes } of blob.chunks) {
        found.set(sha256, { blob: blob.sha256, offset, sizeBytes });
        offset += sizeBytes;
      }
    }
    if (pack) this.#chunks.set(release, found);
    return found;
  }
}

/**
 * Serves what this school has of releases to its neighbours on the local network: programs, models and books, nothing of
 * anybody here.
 */
export function shareServer(shared: Pick<SharedFiles, 'read'>): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    shared.read(path).then(
      (bytes) => {
        response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' });
        response.end(request.method === 'HEAD' ? undefined : bytes);
      },
      () => response.writeHead(500).end(),
    );
  });
}
