import type { Store } from '../database/store.ts';
import { readFact, writeFact } from '../facts.ts';
import { newId } from '../secrets.ts';

const dayMs = 24 * 60 * 60_000;
/** A school may be closed for some days; a longer leap may be a clock without a battery. */
export const plausibleLeapMs = 14 * dayMs;
/** A clock that jumped is believed after the server has run with it for so long. */
export const doubtMs = 6 * 60 * 60_000;

/**
 * The time for stamps. The clock of a small machine without a battery starts in 1970: times written then would
 * be swept away as old once it is right again. So this one never goes back, not even over a restart, until a
 * clock that is earlier has been watched for `doubtMs`.
 */
export class SchoolClock {
  /** Names this run of the server: `runningMs` of another run means another clock. */
  readonly run = newId();
  readonly #store: Store;
  readonly #monotonic: () => number;
  readonly #startedMs: number;
  readonly #wall: () => number;
  #offset = 0;
  #last: number;

  constructor(
    store: Store,
    wall: () => number = Date.now,
    monotonic: () => number = () => performance.now(),
  ) {
    this.#store = store;
    this.#monotonic = monotonic;
    this.#startedMs = monotonic();
    this.#wall = wall;
    this.#last = Number(readFact(store, 'clock-high-mark') ?? 0);
  }

  now(): number {
    const wall = this.#wall();
    if (wall >= this.#last) this.#offset = 0;
    else if (wall + this.#offset < this.#last) this.#offset = this.#last - wall;
    this.#last = wall + this.#offset;
    return this.#last;
  }

  /** Whole milliseconds since the server started, on a clock that nobody can set. */
  runningMs(): number {
    return Math.floor(this.#monotonic() - this.#startedMs);
  }

  /**
   * Whether the clock may be used to delete by age. Call it every so often with the time that has passed since.
   * `jumped` says that the doubt begins with this call.
   */
  check(passedMs: number): { readonly trusted: boolean; readonly jumped: boolean } {
    const wall = this.#wall();
    const highMark = Number(readFact(this.#store, 'clock-high-mark') ?? wall);
    const doubted = readFact(this.#store, 'clock-doubted-ms');
    const isOdd = wall < highMark - dayMs || wall > highMark + plausibleLeapMs;
    const doubtedMs = Number(doubted ?? 0) + passedMs;
    if (isOdd && doubtedMs < doubtMs) {
      writeFact(this.#store, 'clock-doubted-ms', String(doubtedMs));
      return { trusted: false, jumped: doubted === undefined };
    }
    writeFact(this.#store, 'clock-doubted-ms', undefined);
    writeFact(this.#store, 'clock-high-mark', String(wall));
    // Whatever was seen meanwhile (a leap ahead that was corrected) no longer counts.
    this.#offset = 0;
    this.#last = wall;
    return { trusted: true, jumped: false };
  }

  /** Whether the clock was plausible at the last check. */
  get trusted(): boolean {
    return readFact(this.#store, 'clock-doubted-ms') === undefined;
  }
}
