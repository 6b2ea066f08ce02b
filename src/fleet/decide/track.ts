import type { Offer, TrackName } from '../packs/release.ts';

/** A release that lies on the school's disk. */
export type InstalledRelease = Pick<Offer, 'release' | 'number' | 'title' | 'sizeBytes'>;

/** A release that is switched to and not yet kept. */
export interface Trial {
  readonly installed: InstalledRelease;
  /** Starts that are left; lowered before each start, so that one that ends the machine counts. */
  readonly startsLeft: number;
  /** Time of the school's clock when it was switched to. */
  readonly startedAt: number;
  /** How long it has run, by a clock that nobody sets. */
  readonly ranMs: number;
  /** What a health check found; nothing of the network is looked at. */
  readonly fault: string | null;
}

/** A release whose files are whole, before it is switched to. */
export interface Candidate {
  readonly installed: InstalledRelease;
  readonly exam: 'open' | 'passed';
}

/** Where a school stands with the releases that follow one another under a name. */
export interface Track {
  /** What is kept, and gone back to. Null: what the machine came with. */
  readonly committed: InstalledRelease | null;
  /** What was kept before that; a person may go back to it. Null: what the machine came with. */
  readonly previous: InstalledRelease | null;
  readonly trial: Trial | null;
  readonly candidate: Candidate | null;
  readonly rejected: readonly Rejected[];
}

/** A release that failed here. It is never tried again, but once when it only did not keep running: that may have been the power. */
export interface Rejected {
  readonly release: string;
  readonly reason: string;
  readonly again: boolean;
}

export type Tracks = Readonly<Partial<Record<TrackName, Track>>>;

export const emptyTrack: Track = {
  committed: null,
  previous: null,
  trial: null,
  candidate: null,
  rejected: [],
};

/** Starts that a release on trial may take before it is gone back from. */
export const trialStarts = 3;
/** After so long a run a start counts as good, and is given back: power cuts alone do not use them up. */
export const goodRunMs = 10 * 60_000;

/** What can happen to a track. Each is one write of the state: before it nothing has happened, after it all of it has. */
export type TrackEvent =
  | { readonly type: 'fetched'; readonly installed: InstalledRelease }
  | { readonly type: 'passed' }
  | { readonly type: 'dropped' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'switched'; readonly now: number }
  | { readonly type: 'starting' }
  | { readonly type: 'ran'; readonly passedMs: number }
  | { readonly type: 'fault'; readonly reason: string }
  | { readonly type: 'committed' }
  /** A person does not want what is kept: back to the one before. */
  | { readonly type: 'taken-back'; readonly reason: string }
  | { readonly type: 'rolled-back'; readonly reason: string; readonly again?: boolean };

/**
 * The track after an event.
 * @throws Error (a defect) for an event that its state does not have.
 */
export function advance(track: Track, event: TrackEvent): Track {
  const { candidate, trial } = track;
  switch (event.type) {
    case 'fetched':
      return { ...track, candidate: { installed: event.installed, exam: 'open' } };
    case 'passed':
      return { ...track, candidate: { ...need(candidate, event), exam: 'passed' } };
    case 'dropped':
      return { ...track, candidate: null };
    case 'failed': {
      const { installed } = need(candidate, event);
      return reject({ ...track, candidate: null }, installed, event.reason);
    }
    case 'switched': {
      const { installed } = need(candidate, event);
      const begun = { installed, startsLeft: trialStarts, startedAt: event.now, ranMs: 0, fault: null };
      return { ...track, candidate: null, trial: begun };
    }
    case 'starting': {
      const running = need(trial, event);
      return { ...track, trial: { ...running, startsLeft: Math.max(0, running.startsLeft - 1) } };
    }
    case 'ran': {
      const running = need(trial, event);
      const startsLeft =
        event.passedMs >= goodRunMs ? Math.min(trialStarts, running.startsLeft + 1) : running.startsLeft;
      return { ...track, trial: { ...running, startsLeft, ranMs: running.ranMs + event.passedMs } };
    }
    case 'fault':
      return { ...track, trial: { ...need(trial, event), fault: event.reason } };
    case 'committed':
      return { ...track, committed: need(trial, event).installed, previous: track.committed, trial: null };
    case 'taken-back': {
      const unwanted = need(track.committed, event);
      return reject({ ...track, committed: track.previous, previous: null }, unwanted, event.reason);
    }
    case 'rolled-back':
      return reject({ ...track, trial: null }, need(trial, event).installed, event.reason, event.again);
  }
}

/** What a start of a release on trial is: one of those it has, or, when none is left, its end. */
export function eventOfStart({ startsLeft, fault }: Trial): TrackEvent {
  if (startsLeft > 0) return { type: 'starting' };
  return { type: 'rolled-back', reason: fault ?? 'It did not keep running.', again: true };
}

/** The release that is to be used; null: what the machine came with. */
export function releaseInUse({ trial, committed }: Track): InstalledRelease | null {
  return trial?.installed ?? committed;
}

function reject(track: Track, { release }: InstalledRelease, reason: string, again = false): Track {
  const others = track.rejected.filter((entry) => entry.release !== release);
  const isFirst = others.length === track.rejected.length;
  return { ...track, rejected: [...others, { release, reason, again: again && isFirst }] };
}

function need<Value>(value: Value | null, { type }: TrackEvent): Value {
  if (value === null) throw new Error(`"${type}" does not fit the state of the track.`);
  return value;
}
