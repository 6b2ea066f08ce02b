import { known } from '../../../core/known.ts';
import { type Decision, decide, type KnownMetadata } from '../../decide/decide.ts';
import type { ClockReading } from '../../decide/known-time.ts';
import {
  advance,
  emptyTrack,
  eventOfStart,
  releaseInUse,
  type Track,
  type TrackEvent,
  type Tracks,
} from '../../decide/track.ts';
import type { Refreshed, Trust } from '../../metadata/trust.ts';
import { bytesNeeded, type Offer, type TrackName, trackOf } from '../../packs/release.ts';
import { lineNow } from '../../sources/limits.ts';
import type { SimulatedExam } from './exam.ts';
import type { Report } from './hub.ts';
import type { Link, LinkName } from './links.ts';
import type { Copy, MetadataChecks } from './metadata.ts';
import { offerOf, type PlannedRelease } from './releases.ts';
import { dayMs, hourMs, startOfDay } from './year.ts';

/** How a machine's clock goes. `battery`: it stands at 1970 after each cut, until the network or a person sets it. `ahead`: three years ahead, and believed. */
export type ClockKind = 'right' | 'battery' | 'ahead';

export interface Machine {
  readonly id: number;
  readonly name: string;
  readonly link: LinkName;
  readonly memoryBytes: number;
  readonly tokensPerSecond: number;
  readonly clock: ClockKind;
  /** From the first to the second time the disk has no room; both 0: it always has. */
  readonly fullFrom: number;
  readonly fullUntil: number;
}

/** What the schools of a simulation share. */
export interface Surroundings {
  readonly checks: MetadataChecks;
  readonly exam: SimulatedExam;
  readonly releases: ReadonlyMap<string, PlannedRelease>;
  readonly random: () => number;
  readonly links: Readonly<Record<LinkName, Link>>;
  readonly observe: Observer;
}

/** Told what happens, for the figures. */
export type Observer = (
  school: SimulatedSchool,
  event: 'switched' | 'kept' | 'gone-back' | 'refused',
  release: string,
  at: number,
) => void;

/** What a source has: metadata, and which releases. */
export interface SimulatedSource {
  readonly copy: Copy;
  readonly has: (release: string) => boolean;
}

/** Assumed: when a faulty model shows it, and how often teachers complain of a bad one. */
const faultAfterMs = 3 * hourMs;
const complaintsPerHour = 0.04;

/** A school's machine: the real decisions over a state that the simulation keeps in memory. */
export class SimulatedSchool {
  readonly machine: Machine;
  readonly link: Link;
  trust: Trust;
  tracks: Tracks = {};
  isOn = false;
  /** When the school's day ends, and when the power fails before that. */
  offAt = 0;
  cutAt = 0;
  /** Something is on trial, or teachers may complain. */
  isWatched = false;
  isLineUp = false;
  /** What is said to the hub when it is reached. */
  outbox: Report[] = [];
  readonly bytesByKind = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  waitedForRoom = false;
  /** Bytes of releases that have come in part; of which one more comes now. */
  readonly #parts = new Map<string, number>();
  #active: string | null = null;
  /** What came after the last byte of a release belongs to the next. */
  #spareBytes = 0;
  readonly #fetched = new Set<string>();
  #lastStep = 0;
  #isClockLost = false;
  #isOnTrial = false;
  /** Nothing was decided but to wait. */
  #isIdle = false;
  #decided: {
    readonly tracks: Tracks;
    readonly known: KnownMetadata;
    readonly decisions: Decision[];
  } | null = null;
  readonly #around: Surroundings;

  constructor(machine: Machine, around: Surroundings) {
    this.machine = machine;
    this.link = around.links[machine.link];
    this.trust = around.checks.first;
    this.#around = around;
  }

  /** As `SchoolClock` reads it; to the day, so that schools can share checks (`MetadataChecks`). */
  #clock(at: number): ClockReading {
    if (this.#isClockLost) return { now: 0, trusted: false };
    return { now: this.machine.clock === 'ahead' ? at + 3 * 365 * dayMs : at, trusted: true };
  }

  /** The machine is switched on: starts of releases on trial are counted before they are made. */
  boot(at: number, afterCut: boolean): void {
    if (afterCut && this.machine.clock === 'battery') this.#isClockLost = true;
    this.isOn = true;
    this.#lastStep = at;
    if (!this.#isOnTrial) return;
    for (const [name, track] of tracksOf(this.tracks))
      if (track.trial) this.#record(name, eventOfStart(track.trial), at);
  }

  /** Off, or the power fails. What has come lies on the disk; what has run since the last step is not known. */
  off(at: number): void {
    this.#carry(at);
    this.isOn = false;
  }

  /** One run of `soro update apply`. A promise only where a check of metadata is new to the simulation. */
  step(at: number, source: SimulatedSource | null): Promise<void> | undefined {
    const ranMs = at - this.#lastStep;
    this.#carry(at);
    this.#lastStep = at;
    if (this.isLineUp) this.#isClockLost = false;
    if (this.isWatched) this.#run(ranMs, at);
    const clock = this.#clock(startOfDay(at));
    if (source === null) return this.#proceed(at, clock, source);
    const checked = this.#around.checks.refresh(this.trust, source.copy, clock);
    if (checked instanceof Promise)
      return checked.then((refreshed) => this.#take(refreshed, at, clock, source));
    return this.#take(checked, at, clock, source);
  }

  #take({ trust, outcome }: Refreshed, at: number, clock: ClockReading, source: SimulatedSource): undefined {
    this.trust = trust;
    if (outcome !== 'newer' && outcome !== 'same')
      this.refusals.set(outcome, (this.refusals.get(outcome) ?? 0) + 1);
    this.#proceed(at, clock, source);
  }

  /** What is on trial runs; pupils use what is in use. */
  #run(ranMs: number, at: number): void {
    for (const [name, track] of tracksOf(this.tracks)) {
      if (track.trial) this.#runOn(name, track, ranMs, at);
      this.#useIn(track, ranMs);
    }
  }

  /** The releases that lie on this disk. */
  releases(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [, { committed, previous, trial, candidate }] of tracksOf(this.tracks))
      for (const one of [committed, previous, trial?.installed, candidate?.installed])
        if (one) found.add(one.release);
    return found;
  }

  #proceed(at: number, clock: ClockReading, source: SimulatedSource | null): undefined {
    for (;;) {
      const decisions = this.#decisions(at, clock);
      if (this.#isIdle) return;
      let changed = false;
      this.#active = null;
      for (const decision of decisions) changed = this.#perform(decision, at, source) || changed;
      if (!changed) return;
    }
  }

  /** Decided again when anything that it depends on is another; the clock counts for a trial only, or through the metadata. */
  #decisions(at: number, clock: ClockReading): readonly Decision[] {
    const offered = this.#around.checks.offers(this.trust, clock);
    const before = this.#decided;
    if (before && !this.#isOnTrial && before.tracks === this.tracks && before.known === offered)
      return before.decisions;
    const software = this.tracks['software/soro'];
    const state = {
      school: this.machine.name,
      memoryBytes: this.machine.memoryBytes,
      tracks: this.tracks,
      softwareNumber: software?.trial?.installed.number ?? software?.committed?.number ?? 0,
    };
    const decisions = decide(state, offered, this.#clock(at));
    this.#decided = { tracks: this.tracks, known: offered, decisions };
    this.#isIdle = decisions.every(({ action }) => action === 'wait');
    return decisions;
  }

  /** Whether anything has changed. */
  #perform(decision: Decision, at: number, source: SimulatedSource | null): boolean {
    const { track: name } = decision;
    switch (decision.action) {
      case 'wait':
        return false;
      case 'fetch':
        return this.#fetch(decision.offer, at, source);
      case 'examine': {
        const { passed, reason } = this.#examine(decision.offer);
        this.#record(name, passed ? { type: 'passed' } : { type: 'failed', reason }, at);
        return true;
      }
      case 'switch':
        this.#record(name, { type: 'switched', now: this.#clock(at).now }, at);
        this.#around.observe(this, 'switched', decision.offer.release, at);
        return true;
      case 'commit':
        this.#record(name, { type: 'committed' }, at);
        return true;
      case 'drop':
        this.#record(name, { type: 'dropped' }, at);
        return true;
      case 'roll-back':
        this.#record(name, { type: 'rolled-back', reason: decision.reason }, at);
        return true;
    }
  }

  #fetch(offer: Offer, at: number, source: SimulatedSource | null): boolean {
    const { release, number, title, sizeBytes } = offer;
    const { fullFrom, fullUntil } = this.machine;
    if (at >= fullFrom && at < fullUntil && bytesNeeded(offer) > 0) {
      this.waitedForRoom = true;
      return false;
    }
    const isOnStick = source?.has(release) === true;
    const bytes = this.#fetched.has(release) ? 0 : this.#bytesOf(offer);
    if (!isOnStick && bytes > 0) {
      // One after another, as over a real line.
      if (this.#active !== null) return false;
      const came = (this.#parts.get(release) ?? 0) + this.#spareBytes;
      this.#spareBytes = Math.max(0, came - bytes);
      this.#parts.set(release, came);
      if (came < bytes) this.#active = release;
      if (came < bytes) return false;
    }
    this.#parts.delete(release);
    this.#fetched.add(release);
    const kind = `${offer.kind} ${isOnStick ? 'stick' : 'line'}`;
    this.bytesByKind.set(kind, (this.bytesByKind.get(kind) ?? 0) + bytes);
    this.#record(trackOf(offer), { type: 'fetched', installed: { release, number, title, sizeBytes } }, at);
    return true;
  }

  /** What has come over the line since the last step, of the release that is being fetched. */
  #carry(at: number): void {
    const { bytesPerSecond, limits } = this.link;
    if (this.#active === null || bytesPerSecond === null || !this.isLineUp || !this.isOn) return;
    const line = lineNow(limits, this.#clock(at));
    if (!line.open) return;
    const rate = Math.min(bytesPerSecond, line.bytesPerSecond ?? Number.POSITIVE_INFINITY);
    const came = ((at - this.#lastStep) / 1000) * rate;
    this.#parts.set(this.#active, (this.#parts.get(this.#active) ?? 0) + came);
  }

  /** A difference serves who has the release just before. */
  #bytesOf(offer: Offer): number {
    const planned = this.#around.releases.get(offer.release);
    if (!planned) return offer.sizeBytes;
    const committed = this.tracks[trackOf(offer)]?.committed;
    return committed?.number === offer.number - 1 ? planned.nextBytes : planned.wholeBytes;
  }

  #examine(offer: Offer): { readonly passed: boolean; readonly reason: string } {
    const { releases, exam, random } = this.#around;
    const planned = known(releases, offer.release);
    if (offer.kind !== 'model') return { passed: planned.nature !== 'spoiled', reason: 'It does not start.' };
    const committed = this.tracks['model/soro']?.committed;
    const before = committed ? known(releases, committed.release) : planned;
    const verdict = exam.judge(
      { release: offer.release, nature: planned.nature },
      { release: offerOf(before).release, nature: before.nature },
      this.machine,
      random,
    );
    return { passed: verdict.passed, reason: verdict.reasons.join('; ') };
  }

  /** What a release on trial does while it runs. */
  #runOn(name: TrackName, track: Track, ranMs: number, at: number): void {
    const { trial } = track;
    if (!trial || ranMs <= 0) return;
    const { nature } = known(this.#around.releases, trial.installed.release);
    if (nature === 'restless') {
      // It ends a minute after each start; the supervisor counts each before it makes it.
      for (let tries = 0; tries < 4 && this.tracks[name]?.trial; tries += 1)
        this.#record(name, eventOfStart(this.tracks[name].trial), at);
      return;
    }
    this.#record(name, { type: 'ran', passedMs: ranMs }, at);
    if (nature === 'faulty' && trial.ranMs + ranMs > faultAfterMs)
      this.#record(name, { type: 'fault', reason: 'The server refused it.' }, at);
  }

  /** Teachers see what no machine sees, on trial and later. */
  #useIn(track: Track, ranMs: number): void {
    const inUse = releaseInUse(track);
    if (!inUse || !this.#isDisliked(track)) return;
    if (this.#around.random() < (ranMs / hourMs) * complaintsPerHour)
      this.outbox.push({ release: inUse.release, outcome: 'complaint' });
  }

  #isDisliked(track: Track): boolean {
    const inUse = releaseInUse(track);
    return inUse !== null && known(this.#around.releases, inUse.release).nature === 'disliked';
  }

  #record(name: TrackName, event: TrackEvent, at: number): void {
    const before = this.tracks[name] ?? emptyTrack;
    const track = advance(before, event);
    this.tracks = { ...this.tracks, [name]: track };
    const all = tracksOf(this.tracks);
    this.#isOnTrial = all.some(([, { trial }]) => trial !== null);
    this.isWatched = this.#isOnTrial || all.some(([, one]) => this.#isDisliked(one));
    const switchedTo = event.type === 'switched' ? track.trial : null;
    if (switchedTo) this.outbox.push({ release: switchedTo.installed.release, outcome: 'passed' });
    const observed = outcomes[event.type];
    const release = before.trial?.installed.release ?? before.candidate?.installed.release;
    if (!observed || release === undefined) return;
    this.outbox.push({ release, outcome: observed });
    this.#around.observe(this, observed, release, at);
  }
}

const outcomes: Partial<Record<TrackEvent['type'], 'kept' | 'gone-back' | 'refused'>> = {
  committed: 'kept',
  'rolled-back': 'gone-back',
  failed: 'refused',
};

function tracksOf(tracks: Tracks): [TrackName, Track][] {
  return Object.entries(tracks) as [TrackName, Track][];
}
