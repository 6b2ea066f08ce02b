import { throwIfInterrupted } from '../../core/errors.ts';
import type { Priority } from '../types.ts';
import { BusyError } from './busy-error.ts';
import { fairOrder } from './fair-order.ts';
import type { Limits } from './limits.ts';
import { withLimits } from './limits.ts';
import { median, ServiceTimes, waitEstimates } from './wait-estimate.ts';

/** Where a request is while it waits. */
export interface QueuePlace {
  /** 1 is the next. */
  readonly position: number;
  readonly estimatedSeconds: number;
}

export interface JoinOptions {
  readonly owner: string;
  readonly priority: Priority;
  /** A part of a request that was let in: it is not refused, however many wait. */
  readonly isFurther?: boolean | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request that waits for a place or has one. */
export interface Ticket {
  /** Where it is, at once and at each change, until it has a place. Throws the signal's reason. */
  wait(): AsyncGenerator<QueuePlace>;
  /** Gives the place (or the wait for one) up. Twice is once. */
  leave(): void;
}

interface Entry {
  readonly owner: string;
  readonly priority: Priority;
  readonly limits: Limits;
  readonly joinedMs: number;
  startedMs: number | undefined;
  left: boolean;
  told: QueuePlace | undefined;
  firstEstimateSeconds: number | undefined;
  /** Wakes `wait`. */
  wake: () => void;
}

const tellEveryMs = 1000;
const rememberedErrors = 256;
/** Half of what an owner has used is forgotten in this time. */
const halfLifeMs = 60_000;

/** A few places shared by many owners; see {@link fairOrder} for whose turn it is. */
export class FairQueue {
  readonly #places: () => number;
  readonly #maximumWaiting: number;
  readonly #now: () => number;
  readonly #running = new Set<Entry>();
  #waiting: Entry[] = [];
  readonly #times = new ServiceTimes();
  readonly #used = new Map<string, { seconds: number; atMs: number }>();
  readonly #errors: number[] = [];
  #waitSeconds = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param places how many; a function where that changes, as with servers that die. */
  constructor(
    places: number | (() => number),
    maximumWaiting: number,
    now: () => number = () => performance.now(),
  ) {
    this.#places = typeof places === 'number' ? () => places : places;
    this.#maximumWaiting = maximumWaiting;
    this.#now = now;
  }

  /** How many are served at once, now. */
  get places(): number {
    return this.#places();
  }

  /** @throws BusyError when too many wait, or this owner's requests alone. */
  join(options: JoinOptions): Ticket {
    throwIfInterrupted(options.signal);
    const entry: Entry = {
      owner: options.owner,
      priority: options.priority,
      limits: withLimits(options.limits),
      joinedMs: this.#now(),
      startedMs: undefined,
      left: false,
      told: undefined,
      firstEstimateSeconds: undefined,
      wake: () => {},
    };
    this.#waiting.push(entry);
    this.#admit();
    if (entry.startedMs === undefined && !options.isFurther) this.#refuseIfFull(entry);
    const onAbort = () => this.#leave(entry);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    return {
      wait: () => this.#wait(entry, options.signal),
      leave: () => {
        options.signal?.removeEventListener('abort', onAbort);
        this.#leave(entry);
      },
    };
  }

  /** Everybody with a place, and everybody who waits in the order of their turns. */
  state() {
    const now = this.#now();
    return {
      running: [...this.#running].map((entry) => ({
        owner: entry.owner,
        seconds: (now - (entry.startedMs ?? now)) / 1000,
      })),
      waiting: this.#estimates().map(({ entry, ...place }) => ({ owner: entry.owner, ...place })),
      waitSeconds: this.#waitSeconds,
      waitErrorSeconds: median(this.#errors),
    };
  }

  async *#wait(entry: Entry, signal: AbortSignal | undefined): AsyncGenerator<QueuePlace> {
    let toldMs = Number.NEGATIVE_INFINITY;
    for (;;) {
      throwIfInterrupted(signal);
      if (entry.startedMs !== undefined || entry.left) return;
      const place = this.#estimates().find((one) => one.entry === entry);
      const told = entry.told;
      if (place && this.#now() - toldMs >= tellEveryMs * 0.9 && isNews(told, place)) {
        entry.told = { position: place.position, estimatedSeconds: place.estimatedSeconds };
        toldMs = this.#now();
        yield entry.told;
        continue;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      entry.wake = resolve;
      await promise;
    }
  }

  #estimates(): (QueuePlace & { readonly entry: Entry })[] {
    const now = this.#now();
    const remaining = [...this.#running].map((entry) =>
      this.#times.remaining((now - (entry.startedMs ?? now)) / 1000),
    );
    const free = Array.from({ length: Math.max(0, this.places - remaining.length) }, () => 0);
    const ordered = this.#ordered();
    // Where places have gone, what ends first gives none back.
    const kept = remaining.sort((one, other) => other - one).slice(0, this.places);
    const seconds = waitEstimates([...kept, ...free], ordered.length, this.#times.mean);
    return ordered.map((entry, index) => ({
      entry,
      position: index + 1,
      estimatedSeconds: Math.max(1, Math.round(seconds[index] ?? 0)),
    }));
  }

  #ordered(): Entry[] {
    const now = this.#now();
    return fairOrder(this.#waiting, {
      running: (owner) => this.#runningOf(owner),
      used: (owner) => this.#usedBy(owner, now),
      now,
    });
  }

  #admit(): void {
    while (this.#running.size < this.places) {
      const next = this.#ordered().find((entry) => this.#runningOf(entry.owner) < entry.limits.running);
      if (!next) break;
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      next.startedMs = this.#now();
      this.#running.add(next);
      const waited = (next.startedMs - next.joinedMs) / 1000;
      this.#waitSeconds += waited;
      if (next.firstEstimateSeconds !== undefined) {
        this.#errors.push(Math.abs(waited - next.firstEstimateSeconds));
        if (this.#errors.length > rememberedErrors) this.#errors.shift();
      }
      next.wake();
    }
    this.#keepTelling();
  }

  /** Estimates get old even when nobody comes or goes. */
  #keepTelling(): void {
    for (const entry of this.#waiting) entry.wake();
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    // There may be more places than before, too.
    this.#timer ??= setInterval(() => this.#admit(), tellEveryMs).unref();
  }

  #refuseIfFull(entry: Entry): void {
    const own = this.#waiting.filter((one) => one.owner === entry.owner).length;
    const full = this.#waiting.length > this.#maximumWaiting;
    if (own <= entry.limits.waiting && !full) {
      entry.firstEstimateSeconds = this.#estimates().find((one) => one.entry === entry)?.estimatedSeconds;
      return;
    }
    const last = this.#estimates().at(-1)?.estimatedSeconds ?? 1;
    this.#leave(entry);
    throw full
      ? new BusyError({ message: `${this.#maximumWaiting} requests are waiting already.` }, 'everybody', last)
      : new BusyError({ message: `${own - 1} of your requests are waiting already.` }, 'owner', last);
  }

  #leave(entry: Entry): void {
    if (entry.left) return;
    entry.left = true;
    this.#waiting = this.#waiting.filter((one) => one !== entry);
    if (this.#running.delete(entry)) {
      const now = this.#now();
      const seconds = (now - (entry.startedMs ?? now)) / 1000;
      this.#times.add(seconds);
      this.#used.set(entry.owner, { seconds: this.#usedBy(entry.owner, now) + seconds, atMs: now });
      this.#forgetOwners(now);
    }
    entry.wake();
    this.#admit();
  }

  #runningOf(owner: string): number {
    let count = 0;
    for (const entry of this.#running) if (entry.owner === owner) count += 1;
    return count;
  }

  #usedBy(owner: string, now: number): number {
    const used = this.#used.get(owner);
    return used ? used.seconds * 0.5 ** ((now - used.atMs) / halfLifeMs) : 0;
  }

  #forgetOwners(now: number): void {
    for (const owner of this.#used.keys()) if (this.#usedBy(owner, now) < 0.01) this.#used.delete(owner);
  }
}

function isNews(told: QueuePlace | undefined, place: QueuePlace): boolean {
  return told?.position !== place.position || told.estimatedSeconds !== place.estimatedSeconds;
}
