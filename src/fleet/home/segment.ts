import { z } from 'zod';
import { sha256, sha256Schema } from '../../core/artefact/fingerprint.ts';
import { CorruptArtefactError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Epoch, epochSchema, isSignedBy, type SchoolKey, schoolOf } from './school-key.ts';

const headerSchema = z.strictObject({
  format: z.literal('soro-segment-1'),
  /** Ed25519; the school's name is a hash of it. */
  key: z.string().regex(/^[0-9a-f]{64}$/u),
  epoch: epochSchema,
  /** From 1 in each epoch. */
  sequence: z.int().min(1),
  /** SHA-256 of the whole segment before; zeros for the first. */
  previous: sha256Schema,
  sealedBytes: z.int().positive(),
  sealedSha256: sha256Schema,
});

type Header = z.output<typeof headerSchema>;

/** One link of what a school sends: who may carry it can see this much of it, and change nothing. */
export interface Segment extends Header {
  readonly school: string;
  /** Of all of its bytes: what the next one names as `previous`. */
  readonly sha256: string;
  readonly sealed: Uint8Array;
}

export const noSegment = '0'.repeat(64);
/** A segment is kept far below; more would be an attempt to fill a disk. */
export const mostSegmentBytes = 4_000_000;
const mostHeaderBytes = 2000;

/** A segment as it lies on a disk: a line of JSON, a line with its signature, the sealed content. */
export function writeSegment(
  key: SchoolKey,
  place: Pick<Header, 'epoch' | 'sequence' | 'previous'>,
  sealed: Uint8Array,
): Buffer {
  const header: Header = {
    format: 'soro-segment-1',
    key: key.public,
    epoch: place.epoch,
    sequence: place.sequence,
    previous: place.previous,
    sealedBytes: sealed.length,
    sealedSha256: sha256(sealed),
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  return Buffer.concat([line, Buffer.from(`${key.sign(line)}\n`), sealed]);
}

/**
 * Reads a segment and verifies its signature and its bytes; whether it follows another is not looked at.
 * @throws CorruptArtefactError saying what is wrong.
 */
export function readSegment(bytes: Uint8Array, file: string): Segment {
  const source = {
    file,
    family: 'corrupt' as const,
    remedy: 'Bring it again from the school or another stick.',
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = buffer.subarray(0, mostHeaderBytes).indexOf('\n') + 1;
  const second = buffer.subarray(0, first + mostHeaderBytes).indexOf('\n', first) + 1;
  const line = buffer.subarray(0, first);
  const header = parseWith(headerSchema, parseJson(line.toString('utf8'), source), source);
  const signature = buffer.subarray(first, Math.max(first, second - 1)).toString('utf8');
  const sealed = buffer.subarray(Math.max(first, second));
  const fault =
    sealed.length !== header.sealedBytes
      ? 'It is cut off, or longer than it says.'
      : sha256(sealed) !== header.sealedSha256
        ? 'The content is damaged.'
        : isSigned(header.key, line, signature)
          ? undefined
          : 'The signature does not hold.';
  if (fault !== undefined) throw new CorruptArtefactError({ message: fault, ...source });
  return { ...header, school: schoolOf(header.key), sha256: sha256(buffer), sealed };
}

/** Lines whose signatures were found right, with them. Sticks come again and again with the same segments. */
const signed = new Set<string>();
const mostSigned = 10_000;

function isSigned(key: string, line: Uint8Array, signature: string): boolean {
  if (!/^[0-9a-f]{128}$/u.test(signature)) return false;
  const known = sha256(Buffer.concat([line, Buffer.from(signature)]));
  if (signed.has(known)) return true;
  if (!isSignedBy(key, line, signature)) return false;
  if (signed.size >= mostSigned) signed.clear();
  signed.add(known);
  return true;
}

/** The path of a segment at any post: `SCHOOL/0002-9f…-000007.segment`. */
export function segmentPath({
  school,
  epoch,
  sequence,
}: Pick<Segment, 'school' | 'epoch' | 'sequence'>): string {
  return `${school}/${segmentName({ epoch, sequence })}`;
}

export function segmentName({ epoch, sequence }: Pick<Segment, 'epoch' | 'sequence'>): string {
  return `${String(epoch.number).padStart(6, '0')}-${epoch.id}-${String(sequence).padStart(8, '0')}.segment`;
}

const namePattern = /^(?<number>\d{6})-(?<id>[0-9a-f]{16})-(?<sequence>\d{8})\.segment$/u;

/** What a segment's name says, undefined for any other name. */
export function parseSegmentName(name: string): Pick<Segment, 'epoch' | 'sequence'> | undefined {
  const groups = namePattern.exec(name)?.groups;
  if (!groups?.id) return undefined;
  return { epoch: { number: Number(groups.number), id: groups.id }, sequence: Number(groups.sequence) };
}

export function isSameEpoch(one: Epoch, other: Epoch): boolean {
  return one.number === other.number && one.id === other.id;
}
