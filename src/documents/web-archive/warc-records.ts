import { ByteReader } from '../compression/byte-reader.ts';
import { type Cursor, DamagedStreamError, type Segment } from '../compression/piece.ts';

/** A record of a web archive: its named fields (lower case) and, when it was wanted, its content. */
export interface WarcRecord {
  readonly fields: ReadonlyMap<string, string>;
  /** Absent when the caller did not want it. */
  readonly content?: Buffer;
  readonly contentBytes: number;
  readonly next: Cursor;
}

/** A stretch that is no record, and what was found there. */
export interface DamagedRecord {
  readonly damage: string;
  readonly next: Cursor;
}

const versionLine = /^WARC\/\d\.\d+$/;
/** What is between two records, by the standard and as some programs write it. */
const marks = ['\r\n\r\nWARC/', '\n\nWARC/', '\0WARC/'].map((mark) => Buffer.from(mark, 'latin1'));
const kept = 'WARC/'.length;
const longestMark = Math.max(...marks.map(({ length }) => length));
const lineFeed = 0x0a;
/** Behind each record. */
const blankLines = 2;
const blank = new Set([0, 0x09, 0x0a, 0x0d, 0x20]);
const maximumHeaderLineBytes = 64 * 1024;
const maximumHeaderLines = 200;
/** A longer content is passed over without being held; then a wrong length can only be noticed on the way. */
const heldBytes = 16 * 1024 * 1024;

export interface WarcReading {
  /** Bytes of the file at and behind which no record is begun; only heeded in uncompressed files. */
  readonly to: number;
  /** Whether the first record is to be looked for, because the segment begins anywhere. */
  readonly isCut: boolean;
  /** Whether to hold a record's content; the rest is passed over without being held. */
  readonly isWanted: (fields: ReadonlyMap<string, string>, contentBytes: number) => boolean;
}

/**
 * The records of a segment of a web archive (WARC 1.0 and 1.1), in order. Where a record's length is wrong, its
 * content goes up to the next record all the same, and the damage is told behind it.
 */
export async function* readWarcRecords(
  segment: Segment,
  { to, isCut, isWanted }: WarcReading,
): AsyncGenerator<WarcRecord | DamagedRecord, void, undefined> {
  const reader = new ByteReader(segment);
  if (isCut && !(await reader.seek(marks, kept))) return;
  for (;;) {
    const before = await reader.skipWhile(blank);
    const { at, skip } = reader.position;
    // A part that begins anywhere looks for the mark as a whole: the record belongs to where its mark begins.
    if (at + skip - gapOf(before) >= to) return;
    const damage = (message: string) => ({ damage: `byte ${at + skip}: ${message}`, next: reader.position });
    const header = await readHeader(reader);
    if (header === undefined) return;
    if (typeof header === 'string') {
      const goesOn = await reader.seek(marks, kept);
      yield damage(header);
      if (!goesOn) return;
      continue;
    }
    const stated = Number(header.get('content-length') || Number.NaN);
    const isStated = Number.isSafeInteger(stated) && stated >= 0;
    const hold = isWanted(header, isStated ? stated : 0);
    const read = await readContent(reader, isStated ? stated : undefined);
    const content = isConverted(read, stated) ? { ...read, damage: undefined } : read;
    const own = { fields: header, contentBytes: content.sizeBytes, next: reader.position };
    yield hold && content.bytes ? { ...own, content: content.bytes } : own;
    if (content.damage) yield damage(content.damage);
    if (content.broken) throw content.broken;
  }
}

/** How many of the blank bytes in front of a record belong to the mark by which it is found. */
function gapOf(before: Buffer): number {
  const text = `${before.toString('latin1')}WARC/`;
  return Math.max(
    0,
    ...marks.map((mark) => (text.endsWith(mark.toString('latin1')) ? mark.length - kept : 0)),
  );
}

interface Content {
  /** Absent when it is too large to be held. */
  readonly bytes?: Buffer;
  readonly sizeBytes: number;
  readonly damage?: string | undefined;
  /** Why the segment ends inside it. */
  readonly broken?: DamagedStreamError;
}

/**
 * Whether somebody turned the archive's line ends CR LF into LF: then an HTTP message is shorter than stated, by at
 * most one byte a line, and whole all the same.
 */
function isConverted({ bytes, damage }: Content, stated: number): boolean {
  if (damage === undefined || bytes?.toString('latin1', 0, 5) !== 'HTTP/' || bytes.includes('\r\n'))
    return false;
  const lines = bytes.reduce((count, byte) => count + (byte === lineFeed ? 1 : 0), blankLines);
  const missing = stated - bytes.length;
  return missing > 0 && missing <= lines;
}

async function readContent(reader: ByteReader, stated: number | undefined): Promise<Content> {
  try {
    if (stated === undefined) {
      const bytes = await restOfRecord(reader);
      return { bytes, sizeBytes: bytes.length, damage: 'no Content-Length; read up to the next record' };
    }
    if (stated > heldBytes) {
      const isEarly = await reader.seek(marks, kept, { limit: stated });
      return isEarly ? { sizeBytes: stated, damage: wrongLength(stated) } : { sizeBytes: stated };
    }
    return await measured(reader, await reader.take(stated), stated);
  } catch (error) {
    if (!(error instanceof DamagedStreamError)) throw error;
    const bytes = reader.takeHeld();
    return { bytes, sizeBytes: bytes.length, broken: error };
  }
}

/** A content of the stated length, or what it is when another record begins in it, or none behind it. */
async function measured(reader: ByteReader, bytes: Buffer, stated: number): Promise<Content> {
  const isWhole = bytes.length === stated;
  if (isWhole && (await isBetweenRecords(reader))) return { bytes, sizeBytes: stated };
  // The mark may begin in the last of these bytes.
  const searched = Buffer.concat([bytes, (await reader.peek(longestMark)).subarray(0, longestMark)]);
  const places = marks.flatMap((mark) => {
    const found = searched.indexOf(mark);
    return found === -1 ? [] : [{ end: found, next: found + mark.length - kept }];
  });
  const [first] = places.sort((one, other) => one.end - other.end);
  if (first && first.end < bytes.length) {
    reader.putBack(bytes.subarray(Math.min(first.next, bytes.length)));
    await reader.skip(Math.max(0, first.next - bytes.length));
    return { bytes: bytes.subarray(0, first.end), sizeBytes: first.end, damage: wrongLength(stated) };
  }
  if (!isWhole) return { bytes, sizeBytes: bytes.length, damage: 'the end of the record is missing' };
  const all = Buffer.concat([bytes, await restOfRecord(reader)]);
  return { bytes: all, sizeBytes: all.length, damage: wrongLength(stated) };
}

function wrongLength(stated: number): string {
  return `the stated length (${stated} bytes) is wrong; read up to the next record`;
}

/** Whether the record ends here: the end, or blank bytes and the next one. */
async function isBetweenRecords(reader: ByteReader): Promise<boolean> {
  const next = (await reader.peek(64)).toString('latin1').replace(/^[\0\t\r\n ]+/, '');
  return next === '' || next.startsWith('WARC/'.slice(0, next.length));
}

async function restOfRecord(reader: ByteReader): Promise<Buffer> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  await reader.seek(marks, kept, {
    passed(bytes) {
      if (sizeBytes < heldBytes) parts.push(Buffer.from(bytes));
      sizeBytes += bytes.length;
    },
  });
  return Buffer.concat(parts);
}

/** The fields of the next record; a sentence when there is something else; undefined at the end. */
async function readHeader(reader: ByteReader): Promise<ReadonlyMap<string, string> | string | undefined> {
  let line = await reader.line(maximumHeaderLineBytes);
  if (line === undefined) return undefined;
  if (line === 'too-long' || !versionLine.test(line.toString('latin1').trim()))
    return 'something else than a WARC record begins here';
  const fields = new Map<string, string>();
  let last = '';
  for (let count = 0; count < maximumHeaderLines; count += 1) {
    line = await reader.line(maximumHeaderLineBytes);
    if (line === undefined) return 'the header ends in the middle';
    if (line === 'too-long') return 'a header line is too long';
    if (line.length === 0) return fields;
    const text = line.toString('utf8');
    const colon = text.indexOf(':');
    if (/^[ \t]/.test(text)) fields.set(last, `${fields.get(last) ?? ''} ${text.trim()}`);
    else if (colon > 0) {
      last = text.slice(0, colon).trim().toLowerCase();
      fields.set(last, text.slice(colon + 1).trim());
    }
  }
  return 'the header does not end';
}
