import { isUtf8 } from 'node:buffer';
import type { ReadReject } from '../reader.ts';
import { decode, type Encoding } from './decoders.ts';
import { detectEncoding } from './detect-encoding.ts';

/** Bytes decoded to text, the encoding that they were in, and the lines left out because they are damaged. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly damagedLines: readonly number[];
}

const lineFeed = 10;

/** Decodes text of unknown encoding, or says why it cannot be told. Lines with broken UTF-8 are left out. */
export function decodeText(bytes: Uint8Array): DecodedText | ReadReject {
  const detection = detectEncoding(bytes);
  if ('reason' in detection) return detection;
  const { encoding, isDamaged } = detection;
  if (!isDamaged) return { text: decode(encoding, bytes), encoding, damagedLines: [] };
  const damaged = [...linesOf(bytes)].filter(([, line]) => !isUtf8(line)).map(([, line]) => line);
  // Lines pasted from an older file: all of them together say which encoding they are in.
  const other = detectEncoding(Buffer.concat(damaged.flatMap((line) => [line, Buffer.of(lineFeed)])));
  const lines: string[] = [];
  const damagedLines: number[] = [];
  for (const [index, line] of linesOf(bytes)) {
    if (isUtf8(line)) lines.push(decode('utf-8', line));
    else if ('encoding' in other && !other.isDamaged) lines.push(decode(other.encoding, line));
    else damagedLines.push(index + 1);
  }
  return { text: lines.join('\n'), encoding, damagedLines };
}

function* linesOf(bytes: Uint8Array): Generator<[number, Uint8Array]> {
  let start = 0;
  for (let index = 0; start <= bytes.length; index += 1) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    yield [index, bytes.subarray(start, end)];
    start = end + 1;
  }
}
