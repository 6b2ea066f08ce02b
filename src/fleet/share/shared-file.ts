import { createServer, type Server } from 'node:http';
import { zstdCompressSync } from 'node:zlib';
import { MetadataKind } from '@tufjs/models';
import type { Files } from '../files/files.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import type { Trust } from '../metadata/trust.ts';
import { encodeChunk } from '../packs/chunk.ts';
import { chunkPath, packPath } from '../packs/pack.ts';
import { roles } from '../packs/release.ts';
import { knownPack } from '../slots/fetch-release.ts';
import type { Places } from '../slots/places.ts';

/** What a school has of a hub's static files, by path, from its own trust, descriptions and blobs. */
export async function sharedFile(
  files: Files,
  places: Places,
  trust: Trust,
  path: string,
): Promise<Uint8Array | undefined> {
  const name = /^metadata\/(?<name>[a-z0-9.]+)\.json$/u.exec(path)?.groups?.name;
  if (name !== undefined) return metadataFile(trust, name);
  const release = /^packs\/(?<release>[0-9a-f]{64})\./u.exec(path)?.groups?.release;
  if (release !== undefined && path === packPath(release)) {
    const bytes = await files.read(places.pack(release));
    return bytes && zstdCompressSync(bytes);
  }
  const chunk = /^chunks\/[0-9a-f]{2}\/(?<chunk>[0-9a-f]{64})$/u.exec(path)?.groups?.chunk;
  return chunk !== undefined && path === chunkPath(chunk) ? chunkOf(files, places, chunk) : undefined;
}

function metadataFile(trust: Trust, name: string): Uint8Array | undefined {
  const parts: Record<string, string | null> = { timestamp: trust.timestamp };
  for (const text of trust.roots)
    parts[`${readMetadata(MetadataKind.Root, text).signed.version}.root`] = text;
  if (trust.snapshot !== null)
    parts[`${readMetadata(MetadataKind.Snapshot, trust.snapshot).signed.version}.snapshot`] = trust.snapshot;
  for (const part of ['targets', ...roles] as const) {
    const text = trust[part];
    if (text !== null) parts[`${readMetadata(MetadataKind.Targets, text).signed.version}.${part}`] = text;
  }
  const text = Object.hasOwn(parts, name) ? parts[name] : null;
  return typeof text === 'string' ? Buffer.from(text) : undefined;
}

/** Cut out of the blob that has it; whoever asks checks it. */
async function chunkOf(files: Files, places: Places, sha256: string): Promise<Uint8Array | undefined> {
  for (const name of await files.list(places.packs)) {
    const pack = await knownPack(files, places, name.replace(/\.json$/u, ''));
    for (const blob of pack?.blobs ?? []) {
      let offset = 0;
      for (const chunk of blob.chunks) {
        if (chunk.sha256 === sha256 && (await files.exists(places.blob(blob.sha256))))
          return encodeChunk(await files.readAt(places.blob(blob.sha256), offset, chunk.sizeBytes)).stored;
        offset += chunk.sizeBytes;
      }
    }
  }
  return undefined;
}

/**
 * Serves what this school has of releases to its neighbours on the local network: programs, models and books, nothing of
 * anybody here.
 */
export function shareServer(read: (path: string) => Promise<Uint8Array | undefined>): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    read(path).then(
      (bytes) => {
        response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' });
        response.end(request.method === 'HEAD' ? undefined : bytes);
      },
      () => response.writeHead(500).end(),
    );
  });
}
