import { constants, inflateSync } from 'node:zlib';

const objectStream = '/ObjStm';
const streamStart = 'stream';
const largestBytes = 64 * 1024 * 1024;

/**
 * Whether the objects of a file, apart from what its pages draw, may hold `/ActualText`: only then is its structure
 * worth the time and memory. Packed objects are unpacked; those that cannot be (a locked file) may hold it.
 */
export function mayHoldActualText(bytes: Buffer): boolean {
  if (bytes.includes('/ActualText')) return true;
  for (let at = bytes.indexOf(objectStream); at !== -1; at = bytes.indexOf(objectStream, at + 1)) {
    const start = bytes.indexOf(streamStart, at) + streamStart.length;
    const end = bytes.indexOf('endstream', start);
    if (start < streamStart.length || end === -1) return true;
    const packed = bytes.subarray(start + (bytes[start] === 0x0d ? 2 : 1), end);
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largestBytes };
      if (inflateSync(packed, options).includes('/ActualText')) return true;
    } catch {
      return true;
    }
  }
  return false;
}
