import { type Metadata, MetadataKind, type Targets } from '@tufjs/models';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import type { KnownMetadata } from '../decide/decide.ts';
import { type ClockReading, earliestTime } from '../decide/known-time.ts';
import { announcementSchema, type Offer, roleOf, roles, targetPath } from '../packs/release.ts';
import { heldBy, issuedAt, readMetadata } from './read-metadata.ts';
import { delegationsOf, rootOf } from './refresh-trust.ts';
import type { Trust } from './trust.ts';

/**
 * What verified metadata offers. A release counts only where its path, its kind and the role that signed it agree. What a
 * later Soro has added to an announcement makes this one leave that release out.
 */
export function knownOffers(trust: Trust, clock: ClockReading): KnownMetadata {
  const delegations = delegationsOf(trust);
  if (!delegations || trust.timestamp === null || trust.snapshot === null)
    return { offers: [], held: new Set(), stale: true };
  const timestamp = readMetadata(MetadataKind.Timestamp, trust.timestamp);
  const snapshot = readMetadata(MetadataKind.Snapshot, trust.snapshot);
  const now = new Date(earliestTime(clock, issuedAt(timestamp)));
  const offers = offersOf(trust, delegations).flatMap(({ signed, offers: own }) =>
    signed.isExpired(now) ? [] : own,
  );
  const stale = [timestamp.signed, snapshot.signed, delegations.signed, rootOf(trust).signed].some((part) =>
    part.isExpired(now),
  );
  return { offers, held: new Set(heldBy(snapshot)), stale };
}

interface RoleOffers {
  readonly signed: Targets;
  readonly offers: readonly Offer[];
}

/** Trust is replaced, never changed. */
const found = new WeakMap<Trust, readonly RoleOffers[]>();

function offersOf(trust: Trust, delegations: Metadata<Targets>): readonly RoleOffers[] {
  const known = found.get(trust);
  if (known) return known;
  const all = roles.flatMap((role): RoleOffers[] => {
    const text = trust[role];
    if (text === null) return [];
    const { signed } = readMetadata(MetadataKind.Targets, text);
    const allowed = delegations.signed.delegations?.roles?.[role];
    const offers: Offer[] = [];
    for (const target of Object.values(signed.targets)) {
      const announcement = announcementSchema.safeParse(target.custom);
      const release = sha256Schema.safeParse(target.hashes.sha256);
      if (!announcement.success || !release.success) continue;
      const isOfRole = roleOf[announcement.data.kind] === role && allowed?.isDelegatedPath(target.path);
      if (!isOfRole || target.path !== targetPath(announcement.data)) continue;
      offers.push({ ...announcement.data, release: release.data, packBytes: target.length });
    }
    return [{ signed, offers }];
  });
  found.set(trust, all);
  return all;
}
