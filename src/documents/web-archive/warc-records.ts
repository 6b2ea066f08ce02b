import { ByteReader } from '../compression/byte-reader.ts';
import type { Cursor, Segment } from '../compression/piece.ts';

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
const between = Buffer.from('\r\n\r\nWARC/');
const gapBytes = 4;
const maximumHeaderLineBytes = 64 * 1024;
const maximumHeaderLines = 200;

export interface WarcReading {
  /** Bytes of the file at and behind which no record is begun; only heeded in uncompressed files. */
  readonly to: number;
  /** Whether the first record is to be looked for, because the segment begins anywhere. */
  readonly isCut: boolean;
  /** Whether to hold a record's content; the rest is passed over without being held. */
  readonly isWanted: (fields: ReadonlyMap<string, string>, contentBytes: number) => boolean;
}

/** The records of a segment of a web archive (WARC 1.0 and 1.1), in order; damaged ones are passed over. */
export async function* readWarcRecords(
  segment: Segment,
  { to, isCut, isWanted }: WarcReading,
): AsyncGenerator<WarcRecord | DamagedRecord, void, undefined> {
  const reader = new ByteReader(segment);
  if (isCut && !(await reader.seek(between, gapBytes))) return;
  for (;;) {
    const { at, skip } = reader.position;
    if (at + skip >= to) return;
    const header = await readHeader(reader);
    if (header === undefined) return;
    const contentBytes = typeof header === 'string' ? Number.NaN : Number(header.get('content-length'));
    if (typeof header === 'string' || !Number.isSafeInteger(contentBytes) || contentBytes < 0) {
      const damage = typeof header === 'string' ? header : 'no Content-Length';
      const goesOn = await reader.seek(between, gapBytes);
      yield { damage: `byte ${at + skip}: ${damage}`, next: reader.position };
      if (!goesOn) return;
      continue;
    }
    if (isWanted(header, contentBytes)) {
      const content = await reader.take(contentBytes);
      if (content.length < contentBytes) {
        yield { damage: `byte ${at + skip}: the end is missing`, next: reader.position };
        return;
      }
      yield { fields: header, content, contentBytes, next: reader.position };
    } else {
      await reader.skip(contentBytes);
      yield { fields: header, contentBytes, next: reader.position };
    }
  }
}

/** The fields of the next record; a sentence when there is something else; undefined at the end. */
async function readHeader(reader: ByteReader): Promise<ReadonlyMap<string, string> | string | undefined> {
  let line = await reader.line(maximumHeaderLineBytes);
  // Two empty lines end the record before.
  while (line !== 'too-long' && line?.length === 0) line = await reader.line(maximumHeaderLineBytes);
  if (line === undefined) return undefined;
  if (line === 'too-long' || !versionLine.test(line.toString('latin1').trim())) return 'no WARC version line';
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
