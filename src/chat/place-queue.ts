import { MachineError, throwIfInterrupted } from '../core/errors.ts';

interface Waiter<Place> {
  readonly choose: (free: readonly Place[]) => Place;
  readonly resolve: (place: Place) => void;
}

/** A few places shared by many requests: first come, first served. */
export class PlaceQueue<Place> {
  readonly #free: Set<Place>;
  readonly #waiting: Waiter<Place>[] = [];
  readonly #maximumWaiting: number;

  constructor(places: Iterable<Place>, maximumWaiting: number) {
    this.#free = new Set(places);
    this.#maximumWaiting = maximumWaiting;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Takes a place, waiting for one if need be. `choose` picks among the free ones.
   * @throws MachineError when too many wait already; the signal's reason when it is aborted.
   */
  async take(choose: (free: readonly Place[]) => Place, signal?: AbortSignal): Promise<Place> {
    throwIfInterrupted(signal);
    if (this.#free.size > 0) return this.#occupy(choose);
    if (this.#waiting.length >= this.#maximumWaiting) {
      throw new MachineError({
        message: `${this.#waiting.length} requests are waiting already.`,
        remedy: 'Ask again in a minute, or serve with more places.',
      });
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter<Place> = {
        choose,
        resolve: (place) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(place);
        },
      };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Gives a place back; whoever has waited longest gets one. */
  release(place: Place): void {
    this.#free.add(place);
    const next = this.#waiting.shift();
    if (next) next.resolve(this.#occupy(next.choose));
  }

  #occupy(choose: (free: readonly Place[]) => Place): Place {
    const place = choose([...this.#free]);
    this.#free.delete(place);
    return place;
  }
}
