import { isUtf8 } from 'node:buffer';
import { open, readFile } from 'node:fs/promises';
import { throwIfInterrupted } from '../../core/errors.ts';
import { ByteReader } from '../compression/byte-reader.ts';
import { openSegments } from '../compression/segments.ts';
import { decodeText } from '../encoding/decode-text.ts';
import { decode, type Encoding } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
import { type DocumentReader, type ReadOptions, type ReadOutcome, wholeFile } from '../reader.ts';

const megabyte = 1024 * 1024;
const wholeBytes = 4 * megabyte;
// A part ends at the first blank line behind the first size, at any line end behind the second.
const [partBytes, longestPartBytes, longestLineBytes] = [2 * megabyte, 4 * megabyte, 4 * megabyte];
const detectionBytes = 256 * 1024;

/**
 * Reads a plain text file as one document; one larger than 4 MB as several, cut at paragraphs. A line
 * larger than that is no text that anyone wrote, and is rejected.
 */
export const plainTextReader: DocumentReader = {
  extensions: ['.txt', '.text', '.md'],
  async *read(path, signal, options = wholeFile) {
    const { size, head } = await openHead(path);
    if (size === 0) yield { reason: 'empty-file', value: '0 bytes' };
    else if (size <= wholeBytes) yield* readWhole(await readFile(path, { signal }));
    else yield* readParts(path, head, options, signal);
  },
};

async function openHead(path: string): Promise<{ size: number; head: Buffer }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(size, detectionBytes));
    await handle.read(head, 0, head.length, 0);
    return { size, head };
  } finally {
    await handle.close();
  }
}

function* readWhole(bytes: Buffer): Generator<ReadOutcome> {
  const decoded = decodeText(bytes);
  if ('reason' in decoded) {
    yield decoded;
    return;
  }
  const { text, encoding, damagedLines } = decoded;
  for (const line of damagedLines) yield { reason: 'invalid-utf8', value: `line ${line}` };
  if (text.trim() === '') yield { reason: 'no-text', value: `${bytes.length} bytes of white space` };
  else yield { text, metadata: { encoding } };
}

async function* readParts(
  path: string,
  head: Buffer,
  { from }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadOutcome> {
  const detection = detectEncoding(head.subarray(0, head.lastIndexOf(10) + 1 || head.length - 4));
  if ('reason' in detection) {
    yield detection;
    return;
  }
  const { encoding } = detection;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    yield { reason: 'too-large', value: `${encoding} of over ${wholeBytes} bytes; convert it to UTF-8` };
    return;
  }
  const place = { from, to: Number.POSITIVE_INFINITY, beginsLike: () => true, signal };
  for await (const segment of openSegments(path, place)) {
    yield* partsOf(new ByteReader(segment), encoding, from.items ?? 0, signal);
  }
}

async function* partsOf(
  reader: ByteReader,
  encoding: Encoding,
  before: number,
  signal: AbortSignal,
): AsyncGenerator<ReadOutcome> {
  let lines: string[] = [];
  let sizeBytes = 0;
  let items = before;
  for (;;) {
    throwIfInterrupted(signal);
    const { at, skip } = reader.position;
    const line = await reader.line(longestLineBytes);
    const isBlank = typeof line === 'object' && line.length === 0;
    const isFull = sizeBytes > longestPartBytes || (sizeBytes > partBytes && isBlank);
    if (line === undefined || line === 'too-long' || isFull) {
      const text = lines.join('\n').trim();
      if (text !== '') {
        items += 1;
        yield { text, metadata: { encoding, part: items }, next: { at, skip, items } };
      }
      lines = [];
      sizeBytes = 0;
    }
    if (line === undefined) return;
    const next = { ...reader.position, items };
    if (line === 'too-long') {
      yield { reason: 'line-too-long', value: `byte ${at + skip}: over ${longestLineBytes} bytes`, next };
    } else if (encoding === 'utf-8' && !isUtf8(line)) {
      yield { reason: 'invalid-utf8', value: `byte ${at + skip}` };
    } else {
      lines.push(decode(encoding, line));
      sizeBytes += line.length + 1;
    }
  }
}
