import { createInflateRaw } from 'node:zlib';
import { nameOf, type ZipEntry } from './zip-entry.ts';

// Source of the layout: APPNOTE.TXT 6.3 (PKWARE), sections 4.3.7, 4.3.12 and 4.3.16.
const localMark = Buffer.from('PK\x03\x04', 'latin1');
const directoryMark = Buffer.from('PK\x01\x02', 'latin1');
const endMark = Buffer.from('PK\x05\x06', 'latin1');
const endBytes = 22;
const localBytes = 30;

/**
 * The ZIP file inside these bytes, without what is before and behind it (a download's headers, zeros,
 * another file's end); undefined when its directory is damaged. Viewers open such files without a word.
 */
export function repairedDirectory(bytes: Buffer): Buffer | undefined {
  for (
    let end = bytes.lastIndexOf(endMark);
    end !== -1;
    end = end === 0 ? -1 : bytes.lastIndexOf(endMark, end - 1)
  ) {
    if (end + endBytes > bytes.length) continue;
    const start = end - bytes.readUInt32LE(end + 12);
    const before = start - bytes.readUInt32LE(end + 16);
    if (start < 0 || before < 0 || !bytes.subarray(start, start + 4).equals(directoryMark)) continue;
    const inner = Buffer.from(bytes.subarray(before, end + endBytes));
    inner.writeUInt16LE(0, inner.length - 2);
    return inner;
  }
  return undefined;
}

/** The entries of a ZIP file whose directory is lost, by what is in front of each. */
export function scanEntries(bytes: Buffer, maximumBytes: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = bytes.indexOf(localMark); at !== -1; at = bytes.indexOf(localMark, at + 4)) {
    if (at + localBytes > bytes.length) break;
    const flags = bytes.readUInt16LE(at + 6);
    const method = bytes.readUInt16LE(at + 8);
    const packedBytes = bytes.readUInt32LE(at + 18);
    const nameEnd = at + localBytes + bytes.readUInt16LE(at + 26);
    const start = nameEnd + bytes.readUInt16LE(at + 28);
    if (start > bytes.length || (method !== 0 && method !== 8)) continue;
    const next = bytes.indexOf(localMark, start);
    // Behind bit 3 the size follows the data; a stream of deflate knows its own end.
    const isSized = (flags & 8) === 0 && packedBytes > 0;
    const end = isSized ? start + packedBytes : method === 8 || next === -1 ? bytes.length : next;
    const data = bytes.subarray(start, end);
    entries.push({
      name: nameOf(bytes.subarray(at + localBytes, nameEnd)),
      isEncrypted: (flags & 1) !== 0,
      statedBytes: isSized ? Math.min(bytes.readUInt32LE(at + 22), maximumBytes) : 0,
      chunks: () => (method === 8 ? inflated(data) : stored(data, isSized ? packedBytes : data.length)),
    });
  }
  return entries;
}

async function* stored(data: Buffer, expectedBytes: number): AsyncGenerator<Buffer> {
  yield data;
  if (data.length < expectedBytes) throw new Error('the end is missing');
}

async function* inflated(data: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  inflate.end(data);
  for await (const chunk of inflate) yield chunk as Buffer;
}
