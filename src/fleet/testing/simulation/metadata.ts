import { createHash } from 'node:crypto';
import { MetadataKind } from '@tufjs/models';
import { known } from '../../../core/known.ts';
import type { KnownMetadata } from '../../decide/decide.ts';
import { type ClockReading, earliestTime } from '../../decide/known-time.ts';
import { knownOffers } from '../../metadata/known-offers.ts';
import { issuedAt, readMetadata } from '../../metadata/read-metadata.ts';
import { refreshTrust } from '../../metadata/refresh-trust.ts';
import { firstTrust, type MetadataSource, type Refreshed, type Trust } from '../../metadata/trust.ts';

/** The hub's metadata as it was at a time: on the server, or on a stick. */
export interface Copy extends MetadataSource {
  readonly id: number;
  readonly issued: number;
}

/** A copy of these files, which nothing changes any more. */
export function copyOf(id: number, files: ReadonlyMap<string, Uint8Array>): Copy {
  const timestamp = Buffer.from(known(files, 'timestamp.json')).toString('utf8');
  return {
    id,
    issued: issuedAt(readMetadata(MetadataKind.Timestamp, timestamp)) ?? 0,
    readMetadata: async (name) => files.get(name),
  };
}

interface TrustInfo {
  readonly issued: number;
  /** The copy it was read from; a school passes it on. */
  copy: Copy | null;
  /** What `refreshTrust` said, by copy and earliest time. */
  readonly refreshed: Map<number, Map<number, Refreshed>>;
  readonly offers: Map<number, KnownMetadata>;
}

/**
 * The checks of metadata for many schools. Checking is pure: what a school knows, what the source has, and the earliest time
 * that it can be decide. So each such case is checked once, signatures and all, and schools in the same case share the
 * outcome. Clocks are read to the day; the hub signs at midnight, so that nothing expires within a day.
 */
export class MetadataChecks {
  /** How often the real check was made, and how often it was asked for. */
  readonly counts = { made: 0, asked: 0 };
  readonly #info = new WeakMap<Trust, TrustInfo>();
  readonly #same = new Map<string, Trust>();
  readonly #sameOffers = new Map<string, KnownMetadata>();
  readonly first: Trust;

  constructor(root: string) {
    this.first = this.#shared(firstTrust(root), null);
  }

  /** What a school knows after it has looked at a source. */
  refresh(trust: Trust, copy: Copy, clock: ClockReading): Refreshed | Promise<Refreshed> {
    this.counts.asked += 1;
    const info = this.#of(trust);
    const earliest = earliestTime(clock, Math.max(copy.issued, info.issued));
    return info.refreshed.get(copy.id)?.get(earliest) ?? this.#check(trust, info, copy, clock, earliest);
  }

  /** What a school is offered by what it knows. */
  offers(trust: Trust, clock: ClockReading): KnownMetadata {
    const info = this.#of(trust);
    const earliest = earliestTime(clock, info.issued);
    const found = info.offers.get(earliest);
    if (found) return found;
    const offers = knownOffers(trust, clock);
    const key = JSON.stringify([offers.offers, [...offers.held], offers.stale]);
    const shared = this.#sameOffers.get(key) ?? offers;
    this.#sameOffers.set(key, shared);
    info.offers.set(earliest, shared);
    return shared;
  }

  /** The metadata that a school hands on; null before it has any. */
  copyOf(trust: Trust): Copy | null {
    return this.#of(trust).copy;
  }

  async #check(
    trust: Trust,
    info: TrustInfo,
    copy: Copy,
    clock: ClockReading,
    earliest: number,
  ): Promise<Refreshed> {
    this.counts.made += 1;
    const refreshed = await refreshTrust(trust, copy, clock);
    const shared =
      refreshed.trust === trust ? refreshed : { ...refreshed, trust: this.#shared(refreshed.trust, copy) };
    const byTime = info.refreshed.get(copy.id) ?? new Map<number, Refreshed>();
    info.refreshed.set(copy.id, byTime.set(earliest, shared));
    return shared;
  }

  /** Schools that know the same share one object. */
  #shared(trust: Trust, copy: Copy | null): Trust {
    const { roots, timestamp, snapshot, targets } = trust;
    const key = createHash('sha256')
      .update(JSON.stringify([roots.length, timestamp, snapshot, targets]))
      .digest('base64');
    const shared = this.#same.get(key) ?? trust;
    this.#same.set(key, shared);
    if (!this.#info.has(shared)) {
      const read = timestamp === null ? undefined : readMetadata(MetadataKind.Timestamp, timestamp);
      this.#info.set(shared, {
        issued: (read && issuedAt(read)) ?? 0,
        copy: timestamp === null ? null : copy,
        refreshed: new Map(),
        offers: new Map(),
      });
    }
    return shared;
  }

  #of(trust: Trust): TrustInfo {
    const info = this.#info.get(trust);
    if (!info) throw new Error('Trust that this simulation did not make.');
    return info;
  }
}
