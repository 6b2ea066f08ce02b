import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Both files and the search tables are in memory at once; larger ones are sent whole. */
export const mostDeltaBytes = 64 * 2 ** 20;

/** zstd's window must reach over both files. */
function windowLog(bytes: number): number {
  return Math.min(30, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
}

/** The new bytes as a zstd frame whose dictionary is the old bytes: what `zstd --patch-from` makes and reads. */
export function makeDelta(before: Uint8Array, after: Uint8Array): Uint8Array {
  // With the level's own tables most of a large dictionary is forgotten: 12.3 MB in the place of 22 kB for 24 MB moved about.
  const tableLog = Math.min(26, windowLog(before.length));
  return zstdCompressSync(after, {
    dictionary: before,
    params: {
      [constants.ZSTD_c_compressionLevel]: 12,
      [constants.ZSTD_c_hashLog]: tableLog,
      [constants.ZSTD_c_chainLog]: tableLog,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      [constants.ZSTD_c_windowLog]: windowLog(before.length + after.length),
    },
  });
}

/** @throws when the delta is damaged or belongs to other bytes; whoever calls compares the hash. */
export function applyDelta(before: Uint8Array, delta: Uint8Array, sizeBytes: number): Uint8Array {
  return zstdDecompressSync(delta, {
    dictionary: before,
    maxOutputLength: sizeBytes,
    params: { [constants.ZSTD_d_windowLogMax]: windowLog(before.length + sizeBytes) },
  });
}
