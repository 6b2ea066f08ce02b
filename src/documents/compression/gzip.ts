import { Readable } from 'node:stream';
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Container } from './container.ts';
import type { FileWindow } from './file-window.ts';
import { DamagedStreamError, damageOf, type Piece } from './piece.ts';

// A member of a web archive holds one record: nearly all fit, and one call is ten times faster than a stream.
const windowBytes = 256 * 1024;
const wholeMemberBytes = 8 * 1024 * 1024;
const trailerBytes = 8;
const deflate = 8;
const [hasHeaderChecksum, hasExtra, hasName, hasComment, reservedFlags] = [2, 4, 8, 16, 0xe0];

/** Gzip (RFC 1952): members one after the other, each with its own checksum. */
export const gzip: Container = {
  magic: Buffer.from([0x1f, 0x8b]),
  isHeader: (bytes) => headerBytes(bytes) !== undefined,
  head(bytes) {
    const start = headerBytes(bytes);
    if (start === undefined) return undefined;
    try {
      return inflateRawSync(bytes.subarray(start), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: wholeMemberBytes,
      });
    } catch {
      return undefined;
    }
  },
  async *member(window) {
    const at = window.offset;
    const bytes = await window.peek(windowBytes);
    const start = headerBytes(bytes);
    if (start === undefined) throw new DamagedStreamError('something else than gzip begins here', at);
    const whole = inflateWhole(bytes.subarray(start), at);
    if (whole) {
      window.moveTo(at + start + whole.compressedBytes);
      yield { bytes: whole.bytes, at, skip: 0 };
      await checkTrailer(window, at, crc32(whole.bytes), whole.bytes.length);
    } else {
      yield* inflateInPieces(window, at, start);
    }
  },
};

/** Length of the member header at the start of `bytes`; undefined when there is none. */
function headerBytes(bytes: Buffer): number | undefined {
  const flags = bytes[3] ?? reservedFlags;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== deflate || flags & reservedFlags)
    return undefined;
  let length = 10;
  if (flags & hasExtra) length += 2 + (bytes[length] ?? 0) + 256 * (bytes[length + 1] ?? 0);
  for (const flag of [hasName, hasComment]) {
    if (flags & flag) {
      const end = bytes.indexOf(0, length);
      if (end === -1) return undefined;
      length = end + 1;
    }
  }
  if (flags & hasHeaderChecksum) length += 2;
  return length < bytes.length ? length : undefined;
}

/** The whole content of a member that is small and lies in `bytes`; undefined when it is larger. */
function inflateWhole(bytes: Buffer, at: number): { bytes: Buffer; compressedBytes: number } | undefined {
  try {
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: wholeMemberBytes,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, compressedBytes: engine.bytesWritten };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR' || code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw damaged(error, at);
  }
}

async function* inflateInPieces(
  window: FileWindow,
  at: number,
  start: number,
): AsyncGenerator<Piece, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const input = Readable.from(restOf(window, at + start), { objectMode: false });
  // pipe() does not carry errors over: a failing disk must not leave the reader waiting.
  input.once('error', (error) => inflate.destroy(error));
  input.pipe(inflate);
  let skip = 0;
  let checksum = 0;
  try {
    for await (const chunk of inflate) {
      const bytes = chunk as Buffer;
      checksum = crc32(bytes, checksum);
      yield { bytes, at, skip };
      skip += bytes.length;
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
      ? damaged(error, at)
      : error;
  } finally {
    input.destroy();
  }
  window.moveTo(at + start + inflate.bytesWritten);
  await checkTrailer(window, at, checksum, skip);
}

async function* restOf(window: FileWindow, from: number): AsyncGenerator<Buffer, void, undefined> {
  window.moveTo(from);
  for (;;) {
    const bytes = await window.peek(1);
    if (bytes.length === 0) return;
    window.moveTo(window.offset + bytes.length);
    yield bytes;
  }
}

async function checkTrailer(
  window: FileWindow,
  at: number,
  checksum: number,
  sizeBytes: number,
): Promise<void> {
  const bytes = await window.peek(trailerBytes);
  if (bytes.length < trailerBytes) throw new DamagedStreamError('the end is missing', at);
  if (bytes.readUInt32LE(0) !== checksum || bytes.readUInt32LE(4) !== sizeBytes % 2 ** 32) {
    throw new DamagedStreamError('the checksum does not fit: bytes were changed', at);
  }
  window.moveTo(window.offset + trailerBytes);
}

function damaged(error: unknown, at: number): DamagedStreamError {
  return new DamagedStreamError(damageOf(error), at);
}
