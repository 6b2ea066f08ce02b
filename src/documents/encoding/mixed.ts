import { isUtf8 } from 'node:buffer';
import { decode, type Encoding } from './decoders.ts';
import { detectEncoding } from './detect-encoding.ts';

/** Text whose parts were written in different encodings. */
export interface MixedText {
  readonly text: string;
  /** What the parts that are not UTF-8 were decoded from. */
  readonly second: string;
}

/** A part that is not UTF-8 may hold so few letters that only its signs (© « – ») can be meant. */
const fewHighBytes = 4;

/**
 * Decodes UTF-8 in which some parts are in another encoding, as where a template in UTF-8 prints a footer in
 * Windows-1251. Parts end at line ends and at the brackets of tags. Undefined when the others cannot be told.
 */
export function decodeMixed(bytes: Uint8Array): MixedText | undefined {
  const parts = [...partsOf(bytes)];
  const broken = parts.filter(({ isSound }) => !isSound).map(({ part }) => part);
  const second = secondEncoding(broken);
  if (!second) return undefined;
  const decoder = (part: Uint8Array) =>
    second === 'windows-1252' ? new TextDecoder(second).decode(part) : decode(second, part);
  const text = parts.map(({ part, isSound }) => (isSound ? decode('utf-8', part) : decoder(part))).join('');
  return { text, second };
}

function secondEncoding(broken: readonly Uint8Array[]): Encoding | 'windows-1252' | undefined {
  const detection = detectEncoding(Buffer.concat(broken.flatMap((part) => [part, Buffer.from('\n')])));
  if ('encoding' in detection && detection.encoding !== 'utf-8') return detection.encoding;
  const high = Buffer.concat(broken).filter((byte) => byte >= 0x80);
  // Quotation marks, dashes and the like are the same in Windows' Western and Cyrillic pages.
  return high.length <= fewHighBytes * broken.length ? 'windows-1252' : undefined;
}

const ends = new Set([0x0a, 0x3c, 0x3e]);

function* partsOf(bytes: Uint8Array): Generator<{ part: Uint8Array; isSound: boolean }> {
  let start = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    if (index < bytes.length && !ends.has(bytes[index] ?? 0)) continue;
    const part = bytes.subarray(start, index + 1);
    if (part.length > 0) yield { part, isSound: isUtf8(part) };
    start = index + 1;
  }
}
