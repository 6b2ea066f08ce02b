import { isDeepStrictEqual } from 'node:util';
import { type Metadata, MetadataKind, type MetaFile, type Root, type Targets } from '@tufjs/models';
import { BadInputError } from '../../core/errors.ts';
import { type ClockReading, earliestTime } from '../decide/known-time.ts';
import { type PackRole, roles } from '../packs/release.ts';
import { checkSigned, issuedAt, MetadataFault, readMetadata } from './read-metadata.ts';
import type { MetadataSource, Refreshed, Trust } from './trust.ts';

/** More would be an attempt to fill the memory: 3,000 releases take about 1.5 MB. */
const mostBytes = 4_000_000;
const mostRoots = 64;

/**
 * Looks whether a source has newer metadata than a school knows, and verifies it: The Update Framework's client workflow
 * (specification 1.0.31, section 5) with two changes. Time is the earliest that it can be (`earliestTime`), not the
 * machine's clock; and a source that knows less than the school is no error, since it may be last month's stick.
 * Nothing is written here: the caller keeps `trust` in one write.
 */
export async function refreshTrust(
  trust: Trust,
  source: MetadataSource,
  clock: ClockReading,
): Promise<Refreshed> {
  let rooted = trust;
  try {
    rooted = await newerRoots(trust, source);
    return await newerOffers(rooted, source, clock);
  } catch (error) {
    if (!(error instanceof MetadataFault)) throw error;
    return { trust: rooted, outcome: error.refusal, detail: error.message };
  }
}

/** Every root must be signed by the one before it and by itself; none may be left out. */
async function newerRoots(trust: Trust, source: MetadataSource): Promise<Trust> {
  let current = trust;
  for (let step = 0; step < mostRoots; step += 1) {
    const before = rootOf(current);
    const version = before.signed.version + 1;
    const text = await readText(source, `${version}.root.json`);
    if (text === undefined) return current;
    const root = readMetadata(MetadataKind.Root, text);
    if (root.signed.version !== version)
      throw new MetadataFault('mixed', `root: version ${root.signed.version} in the place of ${version}`);
    checkSigned(before, 'root', root);
    checkSigned(root, 'root', root);
    current = { ...current, roots: [...current.roots, text] };
    // A thief of the online key may have counted far ahead: with new keys the count begins over.
    if (changesKeys(before, root, ['timestamp', 'snapshot']))
      current = { ...current, timestamp: null, snapshot: null };
    if (changesKeys(before, root, ['targets']))
      current = { ...current, targets: null, software: null, model: null, content: null };
  }
  return current;
}

async function newerOffers(trust: Trust, source: MetadataSource, clock: ClockReading): Promise<Refreshed> {
  const root = rootOf(trust);
  const known = trust.timestamp === null ? undefined : readMetadata(MetadataKind.Timestamp, trust.timestamp);
  const timestampText = await readText(source, 'timestamp.json');
  if (timestampText === undefined) return { trust, outcome: 'nothing-there', detail: 'no timestamp.json' };
  const timestamp = readMetadata(MetadataKind.Timestamp, timestampText);
  checkSigned(root, 'timestamp', timestamp);
  const earliest = earliestTime(
    clock,
    Math.max(issuedAt(timestamp) ?? 0, known ? (issuedAt(known) ?? 0) : 0),
  );
  if (root.signed.isExpired(new Date(earliest)))
    throw new MetadataFault('expired-root', `root ${root.signed.version} expired at ${root.signed.expires}`);
  if (known) {
    refuseOlder('timestamp', known.signed.version, timestamp.signed.version);
    if (timestamp.signed.version === known.signed.version) {
      if (timestampText !== trust.timestamp && !isDeepStrictEqual(timestamp.signed, known.signed))
        throw new MetadataFault('mixed', 'two timestamps have the same version');
      if (trust.snapshot !== null) return { trust, outcome: 'same', detail: '' };
    }
    refuseOlder('snapshot', known.signed.snapshotMeta.version, timestamp.signed.snapshotMeta.version);
  }
  const now = new Date(earliest);
  refuseExpired('timestamp', timestamp.signed, now);

  const snapshotText = await readListed(source, 'snapshot', timestamp.signed.snapshotMeta);
  const snapshot = readMetadata(MetadataKind.Snapshot, snapshotText);
  checkSigned(root, 'snapshot', snapshot);
  requireVersion('snapshot', snapshot.signed.version, timestamp.signed.snapshotMeta);
  refuseExpired('snapshot', snapshot.signed, now);
  refuseOlderParts(trust, snapshot.signed.meta);

  const targetsText = await partOf(trust, source, 'targets', snapshot.signed.meta);
  const targets = readMetadata(MetadataKind.Targets, targetsText);
  checkSigned(root, 'targets', targets);
  requireVersion('targets', targets.signed.version, snapshot.signed.meta['targets.json']);
  refuseExpired('targets', targets.signed, now);

  const parts: Partial<Record<PackRole, string>> = {};
  for (const role of roles) {
    if (!targets.signed.delegations?.roles?.[role] || !snapshot.signed.meta[`${role}.json`]) continue;
    const text = await partOf(trust, source, role, snapshot.signed.meta);
    const part = readMetadata(MetadataKind.Targets, text);
    checkSigned(targets, role, part);
    requireVersion(role, part.signed.version, snapshot.signed.meta[`${role}.json`]);
    parts[role] = text;
  }
  const { software = null, model = null, content = null } = parts;
  return {
    trust: {
      ...trust,
      timestamp: timestampText,
      snapshot: snapshotText,
      targets: targetsText,
      software,
      model,
      content,
    },
    outcome: 'newer',
    detail: '',
  };
}

type Listing = Readonly<Record<string, MetaFile>>;

/** No part may go back, and none that was there may be left out: a mixture of old and new is refused whole. */
function refuseOlderParts(trust: Trust, meta: Listing): void {
  // After new online keys there is none to compare with, so that what a thief has counted up does not stay.
  if (trust.snapshot === null) return;
  const known = readMetadata(MetadataKind.Snapshot, trust.snapshot).signed.meta;
  for (const [name, { version }] of Object.entries(known)) {
    const next = meta[name];
    if (!next) throw new MetadataFault('mixed', `${name} is no longer listed`);
    refuseOlder(name, version, next.version);
  }
}

/** What is known already and listed unchanged is not read again. */
async function partOf(
  trust: Trust,
  source: MetadataSource,
  name: 'targets' | PackRole,
  meta: Listing,
): Promise<string> {
  const listed = meta[`${name}.json`];
  if (!listed) throw new MetadataFault('mixed', `${name}.json is not listed`);
  const known = trust[name];
  if (known !== null && isListed(known, listed)) return known;
  return readListed(source, name, listed);
}

async function readListed(source: MetadataSource, name: string, listed: MetaFile): Promise<string> {
  const file = `${listed.version}.${name}.json`;
  const text = await readText(source, file);
  if (text === undefined) throw new MetadataFault('mixed', `${file} is missing`);
  if (!isListed(text, listed)) throw new MetadataFault('mixed', `${file} is another than the one listed`);
  return text;
}

function isListed(text: string, listed: MetaFile): boolean {
  // Without a hash anything of that version would do.
  if (listed.hashes?.sha256 === undefined) return false;
  try {
    listed.verify(Buffer.from(text));
    return true;
  } catch {
    return false;
  }
}

async function readText(source: MetadataSource, name: string): Promise<string | undefined> {
  const bytes = await source.readMetadata(name, mostBytes);
  if (bytes === undefined) return undefined;
  if (bytes.length > mostBytes) throw new MetadataFault('unreadable', `${name} has ${bytes.length} bytes`);
  return Buffer.from(bytes).toString('utf8');
}

function refuseOlder(name: string, known: number, found: number): void {
  if (found < known) throw new MetadataFault('older', `${name}: version ${found}, ${known} is known`);
}

function refuseExpired(
  name: string,
  signed: { isExpired(now: Date): boolean; expires: string },
  now: Date,
): void {
  if (signed.isExpired(now)) throw new MetadataFault('expired', `${name} expired at ${signed.expires}`);
}

function requireVersion(name: string, version: number, listed: MetaFile | undefined): void {
  if (version !== listed?.version)
    throw new MetadataFault('mixed', `${name}: version ${version}, ${listed?.version} is listed`);
}

/** The newest root that is believed. */
export function rootOf(trust: Trust): Metadata<Root> {
  const text = trust.roots.at(-1);
  if (text === undefined) throw new Error('Trust without a root.');
  return readMetadata(MetadataKind.Root, text);
}

/**
 * The text of a root that a person brought, for a school to be enrolled with.
 * @throws BadInputError when it is no root, or does not hold by its own keys.
 */
export function rootFrom(text: string, file: string): string {
  try {
    const root = readMetadata(MetadataKind.Root, text);
    checkSigned(root, 'root', root);
    return text;
  } catch (error) {
    if (!(error instanceof MetadataFault)) throw error;
    throw new BadInputError({
      message: `This is no root of a hub: ${error.message}.`,
      file,
      remedy: 'Bring the root.json that `soro hub begin` wrote.',
      cause: error,
    });
  }
}

/** What the delegations say; undefined before any metadata was taken. */
export function delegationsOf(trust: Trust): Metadata<Targets> | undefined {
  return trust.targets === null ? undefined : readMetadata(MetadataKind.Targets, trust.targets);
}

function changesKeys(before: Metadata<Root>, after: Metadata<Root>, names: readonly string[]): boolean {
  return names.some((name) => {
    const [old, next] = [before.signed.roles[name], after.signed.roles[name]];
    return !isDeepStrictEqual(old?.keyIDs.toSorted(), next?.keyIDs.toSorted());
  });
}
