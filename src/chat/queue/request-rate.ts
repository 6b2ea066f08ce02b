import { BusyError } from './busy-error.ts';

const windowMs = 60_000;

/** How often each owner has asked in the last minute. */
export class RequestRate {
  readonly #asked = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Counts one request.
   * @throws BusyError when the owner has used up their minute; the refused request is not counted.
   */
  count(owner: string, perMinute: number): void {
    if (!Number.isFinite(perMinute)) return;
    const now = this.#now();
    this.#forget(now);
    const times = this.#asked.get(owner) ?? [];
    const oldest = times[0];
    if (times.length >= perMinute && oldest !== undefined) {
      throw new BusyError(
        { message: `More than ${perMinute} requests in a minute.` },
        'owner',
        (oldest + windowMs - now) / 1000,
      );
    }
    times.push(now);
    // Put last, so that the owners are in the order of their latest request.
    this.#asked.delete(owner);
    this.#asked.set(owner, times);
  }

  #forget(now: number): void {
    for (const [owner, times] of this.#asked) {
      while (times[0] !== undefined && times[0] <= now - windowMs) times.shift();
      if (times.length === 0) this.#asked.delete(owner);
    }
  }
}
