import { randomUUID } from 'node:crypto';
import { CorruptArtefactError, SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { describeBytes } from '../../core/progress/describe-bytes.ts';
import { type Decision, decide, type KnownMetadata } from '../decide/decide.ts';
import type { ClockReading } from '../decide/known-time.ts';
import {
  advance,
  emptyTrack,
  eventOfStart,
  type InstalledRelease,
  releaseInUse,
  type Track,
  type TrackEvent,
} from '../decide/track.ts';
import { type Files, pointLink, writeWhole } from '../files/files.ts';
import { StateFile } from '../files/state-file.ts';
import { knownOffers } from '../metadata/known-offers.ts';
import { refreshTrust } from '../metadata/refresh-trust.ts';
import { firstTrust, type Refreshed, type Trust, trustSchema } from '../metadata/trust.ts';
import { bytesNeeded, type Offer, type TrackName } from '../packs/release.ts';
import { type Source, SourceFault } from '../sources/source.ts';
import { type Fetched, type FetchOptions, fetchRelease } from './fetch-release.ts';
import { Places } from './places.ts';
import { isWhole, removeOthers, tidyReleases, unpackRelease } from './release-store.ts';
import { stateSchema, type UpdateState } from './state.ts';

/** What a kind of pack needs beside its files; everything here may be called again after a power cut. */
export interface Handlers {
  /** Judges a release before anybody uses it. `exam` is the folder of the exam that its offer names. */
  examine(
    release: { readonly offer: Offer; readonly folder: string; readonly exam: string | undefined },
    signal: AbortSignal,
  ): Promise<{ readonly passed: boolean; readonly reason: string }>;
  /**
   * Lets what is in use be used: called after each start and each switch. Null: what the machine came with. `left`: the
   * releases that were given up here.
   */
  activate(track: TrackName, installed: InstalledRelease | null, left: ReadonlySet<string>): Promise<void>;
}

export interface UpdateOptions {
  readonly files: Files;
  readonly root: string;
  readonly handlers: Handlers;
  readonly clock: () => ClockReading;
  readonly memoryBytes: number;
  /** Of the software that the machine came with. */
  readonly softwareNumber: number;
  /** Only these; default: every track that is offered. */
  readonly follow?: ((track: TrackName) => boolean) | undefined;
  readonly freeBytes?: (() => Promise<number>) | undefined;
  /** Held for each write of the state, where more than one process writes it. */
  readonly lock?: (() => Promise<() => Promise<void>>) | undefined;
}

/** What a step did, for people and the log. */
export interface Step {
  readonly decision: Decision;
  readonly done: boolean;
  readonly detail: string;
}

/**
 * The updates of a school: verified metadata, tracks, releases. Every method may be cut off anywhere by the power and
 * called again; `begin` first. One process at a time.
 */
export class Updates {
  readonly places: Places;
  readonly #options: UpdateOptions;
  readonly #trust: StateFile<typeof trustSchema>;
  readonly #state: StateFile<typeof stateSchema>;

  constructor(options: UpdateOptions) {
    this.#options = options;
    this.places = new Places(options.root);
    this.#trust = new StateFile(options.files, this.places.trust, trustSchema);
    this.#state = new StateFile(options.files, this.places.tracks, stateSchema);
  }

  /** Gives a school the root that it believes from now on. Does nothing where there is one. */
  async enrol(root: string): Promise<void> {
    const { files } = this.#options;
    if (!(await files.exists(this.places.firstRoot)))
      await writeWhole(files, this.places.firstRoot, Buffer.from(root));
    await this.#ensure(root);
  }

  /** Both copies of each state, so that the first flipped bit costs nothing. */
  async #ensure(root: string): Promise<void> {
    const trust = (await this.#trust.read()) ?? firstTrust(root);
    const state = (await this.#state.read()) ?? { format: 'soro-tracks-1', school: randomUUID(), tracks: {} };
    if (!(await this.#trust.isDouble())) await this.#trust.write(trust);
    if (!(await this.#state.isDouble())) await this.#state.write(state);
    if (!(await this.#trust.isDouble())) await this.#trust.write(trust);
    if (!(await this.#state.isDouble())) await this.#state.write(state);
  }

  /** @throws CorruptArtefactError when the school was never enrolled, or both copies are damaged. */
  async trust(): Promise<Trust> {
    return (await this.#trust.read()) ?? fail(this.places.trust);
  }

  /** @throws CorruptArtefactError as `trust`. */
  async state(): Promise<UpdateState> {
    return (await this.#state.read()) ?? fail(this.places.tracks);
  }

  async known(): Promise<KnownMetadata> {
    return knownOffers(await this.trust(), this.#options.clock());
  }

  async decisions(): Promise<Decision[]> {
    const { school, tracks } = await this.state();
    const { memoryBytes, clock, follow } = this.#options;
    const state = { school, tracks, memoryBytes, softwareNumber: this.#softwareNumber(tracks) };
    const decisions = decide(state, await this.known(), clock());
    return decisions.filter(({ track }) => follow?.(track) ?? true);
  }

  /** After a start of the machine: finishes or undoes what the power cut off, and puts the links right. */
  async begin(): Promise<void> {
    const { files } = this.#options;
    const root = await files.read(this.places.firstRoot);
    if (root) await this.#ensure(Buffer.from(root).toString('utf8'));
    await tidyReleases(files, this.places);
    await this.settle();
  }

  /**
   * Before the server is started: counts the start of each of these tracks that is on trial, and goes back from one that
   * has no start left.
   */
  async countStart(tracks: (track: TrackName) => boolean = () => true): Promise<void> {
    const state = await this.state();
    for (const [name, track] of entries(state)) {
      if (!track.trial || !tracks(name)) continue;
      await this.record(name, eventOfStart(track.trial));
    }
    await this.settle();
  }

  /** Asks every source for newer metadata; what is verified is kept at once. */
  async check(sources: readonly Source[]): Promise<(Refreshed & { readonly source: string })[]> {
    const results: (Refreshed & { readonly source: string })[] = [];
    for (const source of sources) {
      const before = await this.trust();
      const refreshed = await this.#refresh(before, source);
      if (refreshed.trust !== before) await this.#trust.write(refreshed.trust);
      results.push({ ...refreshed, source: source.name });
    }
    return results;
  }

  /** Does what is to be done now, one thing a track; or only the actions that are named. */
  async step(options: FetchOptions, only?: readonly Decision['action'][]): Promise<Step[]> {
    const steps: Step[] = [];
    for (const decision of await this.decisions()) {
      if (only && !only.includes(decision.action)) continue;
      throwIfInterrupted(options.signal);
      steps.push(await this.#perform(decision, options));
    }
    return steps;
  }

  /** Repeats `step` until nothing is left to do but wait. */
  async proceed(options: FetchOptions, only?: readonly Decision['action'][]): Promise<Step[]> {
    const all: Step[] = [];
    for (;;) {
      const steps = await this.step(options, only);
      all.push(...steps);
      if (!steps.some(({ decision, done }) => done && decision.action !== 'wait')) return all;
    }
  }

  /** One write: before it nothing has happened, after it all of it has. */
  async record(name: TrackName, event: TrackEvent): Promise<void> {
    const release = await this.#options.lock?.();
    try {
      const state = await this.state();
      const track = advance(state.tracks[name] ?? emptyTrack, event);
      await this.#state.write({ ...state, tracks: { ...state.tracks, [name]: track } });
    } finally {
      await release?.();
    }
  }

  /** Links and models as the state says. */
  async settle(): Promise<void> {
    const { files, handlers } = this.#options;
    for (const [name, track] of entries(await this.state())) {
      const installed = await this.#usable(name, track);
      const link = this.places.current(name);
      if (installed) await pointLink(files, link, `../releases/${installed.release}`);
      else await files.remove(link);
      const left = new Set(track.rejected.map(({ release }) => release));
      await handlers.activate(name, installed, left);
    }
  }

  /** Looks at every byte of what is kept, and brings what is damaged again; `left` is what no source has. */
  async repair(options: FetchOptions): Promise<{ readonly mended: TrackName[]; readonly left: TrackName[] }> {
    const { files } = this.#options;
    const mended: TrackName[] = [];
    const left: TrackName[] = [];
    for (const [name, { committed }] of entries(await this.state())) {
      if (!committed || (await isWhole(files, this.places, committed.release))) continue;
      const fetched = await this.#bring(committed.release, options);
      (fetched.outcome === 'whole' ? mended : left).push(name);
    }
    if (mended.length > 0) await this.settle();
    return { mended, left };
  }

  async #perform(decision: Decision, options: FetchOptions): Promise<Step> {
    const { track: name } = decision;
    switch (decision.action) {
      case 'wait':
        return { decision, done: true, detail: '' };
      case 'fetch':
        return this.#fetch(decision, decision.offer, options);
      case 'examine':
        return this.#examine(decision, decision.offer, options.signal);
      case 'switch':
        if (!(await isWhole(this.#options.files, this.places, decision.offer.release)))
          return this.#drop(decision, 'It is damaged on this disk.');
        await this.record(name, { type: 'switched', now: this.#options.clock().now });
        await this.settle();
        return { decision, done: true, detail: '' };
      case 'commit':
        await this.record(name, { type: 'committed' });
        await this.#sweep();
        return { decision, done: true, detail: '' };
      case 'drop':
        return this.#drop(decision, decision.reason);
      case 'roll-back':
        await this.record(name, { type: 'rolled-back', reason: decision.reason });
        await this.settle();
        return { decision, done: true, detail: decision.reason };
    }
  }

  async #fetch(decision: Decision, offer: Offer, options: FetchOptions): Promise<Step> {
    const free = await this.#options.freeBytes?.();
    const needed = bytesNeeded(offer);
    if (free !== undefined && free < needed) {
      const detail = `The disk has ${describeBytes(free)} free; ${describeBytes(needed)} are needed.`;
      return { decision, done: false, detail };
    }
    const { release, number, title, sizeBytes } = offer;
    const details: string[] = [];
    // With the exam that it must pass: no other place is asked for that later.
    for (const one of releasesOf(offer)) {
      const fetched = await this.#bring(one, options);
      if (fetched.outcome === 'incomplete')
        return { decision, done: false, detail: fetched.fault ?? 'No source has all of it.' };
      details.push(...describe(fetched));
    }
    await this.record(decision.track, { type: 'fetched', installed: { release, number, title, sizeBytes } });
    return { decision, done: true, detail: details.join(', ') };
  }

  async #bring(release: string, options: FetchOptions): Promise<Fetched> {
    const { files } = this.#options;
    const fetched = await fetchRelease(files, this.places, release, options);
    if (fetched.outcome === 'incomplete') return fetched;
    try {
      await unpackRelease(files, this.places, release);
      return fetched;
    } catch (error) {
      // A blob was damaged on the disk; it has been removed and comes again.
      if (!(error instanceof CorruptArtefactError)) throw error;
      return { ...fetched, outcome: 'incomplete', fault: error.message };
    }
  }

  async #examine(decision: Decision, offer: Offer, signal: AbortSignal): Promise<Step> {
    const { files, handlers } = this.#options;
    for (const release of releasesOf(offer)) {
      if (!(await isWhole(files, this.places, release)))
        return this.#drop(decision, 'It is damaged on this disk.');
    }
    const folder = this.places.release(offer.release);
    const exam = offer.exam === undefined ? undefined : this.places.release(offer.exam);
    const verdict = await this.#verdict(() => handlers.examine({ offer, folder, exam }, signal));
    await this.record(
      decision.track,
      verdict.passed ? { type: 'passed' } : { type: 'failed', reason: verdict.reason },
    );
    if (!verdict.passed) await this.#sweep();
    return { decision, done: true, detail: verdict.reason };
  }

  /** An exam that cannot be held is not passed; whatever the release has done wrong. */
  async #verdict(hold: () => ReturnType<Handlers['examine']>): ReturnType<Handlers['examine']> {
    try {
      return await hold();
    } catch (error) {
      if (!(error instanceof SoroError) || error.exitCode === 130) throw error;
      return { passed: false, reason: error.message };
    }
  }

  async #drop(decision: Decision, detail: string): Promise<Step> {
    await this.record(decision.track, { type: 'dropped' });
    await this.#sweep();
    return { decision, done: true, detail };
  }

  /** What is used, kept, on trial, or about to be; everything else goes. */
  async #sweep(): Promise<void> {
    const needed = new Set<string>();
    for (const [, { committed, previous, trial, candidate }] of entries(await this.state())) {
      for (const installed of [committed, previous, trial?.installed, candidate?.installed])
        if (installed) needed.add(installed.release);
    }
    for (const { exam } of (await this.known()).offers) if (exam !== undefined) needed.add(exam);
    for (const decision of await this.decisions())
      if (decision.action === 'fetch') needed.add(decision.offer.release);
    await removeOthers(this.#options.files, this.places, needed);
  }

  async #refresh(trust: Trust, source: Source): Promise<Refreshed> {
    try {
      return await refreshTrust(trust, source, this.#options.clock());
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      return { trust, outcome: 'nothing-there', detail: error.message };
    }
  }

  /** The release in use, or the one before where that is not there any more. */
  async #usable(name: TrackName, track: Track): Promise<InstalledRelease | null> {
    const { files } = this.#options;
    for (const installed of [track.trial?.installed, track.committed]) {
      if (!installed) continue;
      if (await files.exists(this.places.release(installed.release))) return installed;
      if (installed === track.trial?.installed)
        await this.record(name, { type: 'rolled-back', reason: 'Its files are gone.' });
    }
    return null;
  }

  #softwareNumber(tracks: UpdateState['tracks']): number {
    const track = tracks['software/soro'];
    return (track && releaseInUse(track)?.number) ?? this.#options.softwareNumber;
  }
}

function entries(state: UpdateState): [TrackName, Track][] {
  return Object.entries(state.tracks) as [TrackName, Track][];
}

/** What must be on the disk before an offer is examined. */
function releasesOf({ exam, release }: Offer): string[] {
  return exam === undefined ? [release] : [exam, release];
}

function describe({ bytesBySource }: Fetched): string[] {
  return Object.entries(bytesBySource).map(([name, bytes]) => `${describeBytes(bytes)} from ${name}`);
}

function fail(file: string): never {
  throw new CorruptArtefactError({
    message: 'This school does not take part in updates yet, or what it knew is damaged.',
    file: `${file}.0.json`,
    remedy: 'Enrol it with the root of your hub: soro update enrol ROOT.json',
  });
}
