import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import type { ChunkReference } from './pack.ts';

/** A chunk as it is stored and sent: compressed where that saves something. */
export function encodeChunk(bytes: Uint8Array): {
  readonly reference: ChunkReference;
  readonly stored: Uint8Array;
} {
  const compressed = zstdCompressSync(bytes);
  const stored = compressed.length < bytes.length ? compressed : bytes;
  return {
    reference: { sha256: sha256(bytes), sizeBytes: bytes.length, storedBytes: stored.length },
    stored,
  };
}

/** The bytes of a chunk that came from anywhere; undefined unless they are exactly the ones that are described. */
export function decodeChunk(stored: Uint8Array, reference: ChunkReference): Uint8Array | undefined {
  if (stored.length !== reference.storedBytes) return undefined;
  try {
    const bytes =
      reference.storedBytes === reference.sizeBytes
        ? stored
        : zstdDecompressSync(stored, { maxOutputLength: reference.sizeBytes });
    return bytes.length === reference.sizeBytes && sha256(bytes) === reference.sha256 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
