import { Readable } from 'node:stream';
import { constants, createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import type { Container } from './container.ts';
import type { FileWindow } from './file-window.ts';
import { DamagedStreamError, damageOf, type Piece } from './piece.ts';

const magicNumber = 0xfd2fb528;
const dictionaryMagic = 0x184d2a5d;
const wholeFrameBytes = 4 * 1024 * 1024;
const blockHeaderBytes = 3;
const rawLikeBlock = { raw: 0, repeated: 1, reserved: 3 } as const;

/**
 * Zstandard (RFC 8878): frames one after the other. Skippable frames are passed over, except the one at
 * the beginning of some web archives that holds the dictionary of all the others.
 */
export function createZstandard(): Container {
  let dictionary: Buffer | undefined;
  return {
    magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    async prepare(window) {
      window.moveTo(0);
      dictionary = await readDictionary(window);
    },
    isHeader: (bytes) => headerOf(bytes) !== undefined,
    head(bytes) {
      try {
        return zstdDecompressSync(bytes, {
          finishFlush: constants.ZSTD_e_flush,
          ...withDictionary(dictionary),
        });
      } catch {
        return undefined;
      }
    },
    async *member(window) {
      const at = window.offset;
      const skippable = skippableBytes(await window.peek(8));
      if (skippable !== undefined) {
        window.moveTo(at + skippable);
        return;
      }
      const end = await frameEnd(window, at);
      window.moveTo(at);
      if (end - at <= wholeFrameBytes) {
        const frame = (await window.peek(end - at)).subarray(0, end - at);
        const bytes = decompressWhole(frame, at, dictionary);
        if (bytes) {
          window.moveTo(end);
          yield { bytes, at, skip: 0 };
          return;
        }
      }
      yield* decompressInPieces(window, { at, end, dictionary });
      window.moveTo(end);
    },
  };
}

function withDictionary(dictionary: Buffer | undefined): { dictionary?: Buffer } {
  return dictionary ? { dictionary } : {};
}

/** The dictionary in the first frame of a web archive (IIPC, "WARC Zstandard compression"); compressed or not. */
async function readDictionary(window: FileWindow): Promise<Buffer | undefined> {
  const head = await window.peek(8);
  const sizeBytes = skippableBytes(head);
  const isDictionary = sizeBytes !== undefined && head.readUInt32LE(0) === dictionaryMagic;
  if (!isDictionary || sizeBytes > wholeFrameBytes) return undefined;
  const content = (await window.peek(sizeBytes)).subarray(8, sizeBytes);
  if (content.length < 4 || content.readUInt32LE(0) !== magicNumber) return content;
  return decompressWhole(content, 0, undefined);
}

function skippableBytes(bytes: Buffer): number | undefined {
  if (bytes.length < 8 || (bytes.readUInt32LE(0) & 0xfffffff0) >>> 0 !== 0x184d2a50) return undefined;
  return 8 + bytes.readUInt32LE(4);
}

interface FrameHeader {
  readonly sizeBytes: number;
  readonly hasChecksum: boolean;
}

function headerOf(bytes: Buffer): FrameHeader | undefined {
  const descriptor = bytes[4];
  if (descriptor === undefined || bytes.readUInt32LE(0) !== magicNumber || descriptor & 0x08)
    return undefined;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const sizeBytes = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
  return { sizeBytes, hasChecksum: (descriptor & 4) !== 0 };
}

/** The byte behind a frame, found by its block headers, without decompressing anything. */
async function frameEnd(window: FileWindow, at: number): Promise<number> {
  const header = headerOf(await window.peek(18));
  if (!header) throw new DamagedStreamError('something else than zstd begins here', at);
  window.moveTo(at + header.sizeBytes);
  for (;;) {
    const bytes = await window.peek(blockHeaderBytes);
    if (bytes.length < blockHeaderBytes) throw new DamagedStreamError('the end is missing', at);
    const block = bytes.readUIntLE(0, 3);
    const type = (block >> 1) & 3;
    if (type === rawLikeBlock.reserved) throw new DamagedStreamError('the packed data is damaged', at);
    const contentBytes = type === rawLikeBlock.repeated ? 1 : block >> 3;
    window.moveTo(window.offset + blockHeaderBytes + contentBytes);
    if (block & 1) return window.offset + (header.hasChecksum ? 4 : 0);
  }
}

function decompressWhole(frame: Buffer, at: number, dictionary: Buffer | undefined): Buffer | undefined {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: 4 * wholeFrameBytes, ...withDictionary(dictionary) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw damaged(error, at);
  }
}

async function* decompressInPieces(
  window: FileWindow,
  { at, end, dictionary }: { at: number; end: number; dictionary: Buffer | undefined },
): AsyncGenerator<Piece, void, undefined> {
  const decompress = createZstdDecompress({ chunkSize: 256 * 1024, ...withDictionary(dictionary) });
  const input = Readable.from(bytesUntil(window, end), { objectMode: false });
  input.once('error', (error) => decompress.destroy(error));
  input.pipe(decompress);
  let skip = 0;
  try {
    for await (const chunk of decompress) {
      yield { bytes: chunk as Buffer, at, skip };
      skip += (chunk as Buffer).length;
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD_')
      ? damaged(error, at)
      : error;
  } finally {
    input.destroy();
  }
}

async function* bytesUntil(window: FileWindow, end: number): AsyncGenerator<Buffer, void, undefined> {
  while (window.offset < end) {
    const bytes = (await window.peek(1)).subarray(0, end - window.offset);
    if (bytes.length === 0) return;
    window.moveTo(window.offset + bytes.length);
    yield bytes;
  }
}

function damaged(error: unknown, at: number): DamagedStreamError {
  return new DamagedStreamError(damageOf(error), at);
}
