import type { Offer, TrackName } from '../packs/release.ts';
import { trackOf } from '../packs/release.ts';
import type { ClockReading } from './known-time.ts';
import { emptyTrack, type Track, type Tracks, type Trial } from './track.ts';
import { placeInQueue } from './wave.ts';

/** What a school is, as far as updates depend on it. */
export interface SchoolState {
  /** A random name that the school gave itself. */
  readonly school: string;
  readonly memoryBytes: number;
  readonly tracks: Tracks;
  /** The number of the software that runs: of its release, or what it came with. */
  readonly softwareNumber: number;
}

/** What verified metadata says; `stale` when it has expired or is older than what is known. */
export interface KnownMetadata {
  readonly offers: readonly Offer[];
  /** Releases that the online role has stopped; it can stop, never start. */
  readonly held: ReadonlySet<string>;
  readonly stale: boolean;
}

/** What is to be done on a track now. */
export type Decision = { readonly track: TrackName } & (
  | { readonly action: 'wait'; readonly reason: WaitReason; readonly offer: Offer | null }
  | { readonly action: 'fetch' | 'examine' | 'switch'; readonly offer: Offer }
  | { readonly action: 'commit' }
  | { readonly action: 'drop' | 'roll-back'; readonly reason: string }
);

export const waitReasons = [
  'up-to-date',
  'on-trial',
  'held',
  'later-wave',
  'metadata-stale',
  'needs-newer-software',
  'needs-more-memory',
] as const;
export type WaitReason = (typeof waitReasons)[number];

/** How long a release must do well before it is kept. */
export const trialMs = 48 * 60 * 60_000;
/** A release that was switched off for two days was not on trial: it must have run at least so long. */
export const shortestRunMs = 60 * 60_000;

/**
 * What a school does next, for each track. Pure and offline: the state on its disk, the newest verified metadata, and its
 * clock decide; the simulator calls the same function.
 */
export function decide(state: SchoolState, metadata: KnownMetadata, clock: ClockReading): Decision[] {
  const offered = Map.groupBy(metadata.offers, trackOf);
  const names = new Set<TrackName>([...offered.keys(), ...(Object.keys(state.tracks) as TrackName[])]);
  return [...names].sort().map((name) => ({
    track: name,
    ...decideTrack(
      state,
      state.tracks[name] ?? emptyTrack,
      above(offered.get(name), state.tracks[name]),
      metadata,
      clock,
    ),
  }));
}

type TrackDecision = Decision extends infer Each
  ? Each extends Decision
    ? Omit<Each, 'track'>
    : never
  : never;

function decideTrack(
  state: SchoolState,
  track: Track,
  offers: readonly Offer[],
  metadata: KnownMetadata,
  clock: ClockReading,
): TrackDecision {
  const { trial, candidate } = track;
  const isHeld = (release: string) =>
    metadata.held.has(release) || metadata.offers.some((other) => other.release === release && other.held);
  const obstacleOf = (offer: Offer) => (isHeld(offer.release) ? 'held' : obstacleTo(offer, state));
  // While the newest is for others first, or stopped, the one before may be for this school.
  const offer = offers.find((one) => obstacleOf(one) === undefined) ?? offers[0] ?? null;
  if (trial) {
    const reason = reasonToGoBack(trial, isHeld(trial.installed.release));
    if (reason !== null) return { action: 'roll-back', reason };
    return isThrough(trial, clock) ? { action: 'commit' } : { action: 'wait', reason: 'on-trial', offer };
  }
  if (candidate && (offer === null || candidate.installed.release !== offer.release))
    return { action: 'drop', reason: 'A newer release is offered, or this one no longer is.' };
  if (offer === null) return { action: 'wait', reason: 'up-to-date', offer };
  const obstacle = metadata.stale ? 'metadata-stale' : obstacleOf(offer);
  if (obstacle) return { action: 'wait', reason: obstacle, offer };
  if (!candidate) return { action: 'fetch', offer };
  return { action: candidate.exam === 'open' ? 'examine' : 'switch', offer };
}

/** The offers above what is kept or tried, but for those that failed here; the newest first. */
function above(offers: readonly Offer[] | undefined, track: Track = emptyTrack): Offer[] {
  const floor = Math.max(track.committed?.number ?? 0, track.trial?.installed.number ?? 0);
  const rejected = new Set(track.rejected.filter(({ again }) => !again).map(({ release }) => release));
  return (offers ?? [])
    .filter(({ number, release }) => number > floor && !rejected.has(release))
    .sort((one, other) => other.number - one.number);
}

function obstacleTo(offer: Offer, state: SchoolState): WaitReason | undefined {
  if ((offer.needsSoftware ?? 0) > state.softwareNumber) return 'needs-newer-software';
  if ((offer.needsMemoryBytes ?? 0) > state.memoryBytes) return 'needs-more-memory';
  return placeInQueue(state.school, offer.release) < offer.schoolsIn10000 ? undefined : 'later-wave';
}

/** Starts are counted where things are started: the supervisor goes back by itself when none is left. */
function reasonToGoBack({ fault }: Trial, isHeld: boolean): string | null {
  return fault ?? (isHeld ? 'The hub has stopped this release.' : null);
}

/** 48 hours by the school's clock where that is believed, otherwise 48 hours of running. */
function isThrough({ startedAt, ranMs }: Trial, { now, trusted }: ClockReading): boolean {
  const elapsedMs = trusted ? Math.max(ranMs, now - startedAt) : ranMs;
  return ranMs >= shortestRunMs && elapsedMs >= trialMs;
}
