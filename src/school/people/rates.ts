/** How much may be asked for at once, and how fast it comes back. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

interface Bucket {
  left: number;
  at: number;
}

const mostBuckets = 10_000;

/** Counts what somebody asks for, in memory: a restart forgives. */
export class Rates {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes one from a subject's share. Returns 0, or the milliseconds after which there is one again. */
  take(subject: string, { burst, perMinute }: Rate): number {
    const now = this.#now();
    const known = this.#buckets.get(subject) ?? { left: burst, at: now };
    const left = Math.min(burst, known.left + ((now - known.at) * perMinute) / 60_000);
    const taken = left >= 1;
    // The latest last, so that the oldest goes first.
    this.#buckets.delete(subject);
    this.#buckets.set(subject, { left: taken ? left - 1 : left, at: now });
    if (this.#buckets.size > mostBuckets) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return taken ? 0 : Math.ceil(((1 - left) * 60_000) / perMinute);
  }
}

/** Refuses nothing; for tests that send more than a person does. */
export const unlimitedRates: Pick<Rates, 'take'> = { take: () => 0 };
