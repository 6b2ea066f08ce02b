const remembered = 64;
const firstGuessSeconds = 8;

/** Guesses how long answers take from how long the last 64 took. */
export class ServiceTimes {
  readonly #seconds: number[] = [];

  add(seconds: number): void {
    this.#seconds.push(seconds);
    if (this.#seconds.length > remembered) this.#seconds.shift();
  }

  get mean(): number {
    return mean(this.#seconds) ?? firstGuessSeconds;
  }

  /** Expected rest of an answer that has taken so long already. */
  remaining(elapsedSeconds: number): number {
    const rest = mean(this.#seconds.filter((one) => one > elapsedSeconds).map((one) => one - elapsedSeconds));
    if (rest !== undefined) return rest;
    // Longer than anything seen: half of what it took, as long waits tend to last.
    return Math.max(this.mean - elapsedSeconds, elapsedSeconds / 2);
  }
}

/**
 * Seconds until each of `waiting` requests gets a place, in their order: the first takes the place that is
 * free first, holds it for a mean answer, and so on.
 * @param remaining expected rest of each answer under way (free places count as 0)
 */
export function waitEstimates(remaining: readonly number[], waiting: number, meanSeconds: number): number[] {
  const frees = [...remaining].sort((a, b) => a - b);
  return Array.from({ length: waiting }, () => {
    const next = frees.shift() ?? 0;
    const again = next + meanSeconds;
    const place = frees.findIndex((one) => one > again);
    frees.splice(place < 0 ? frees.length : place, 0, again);
    return next;
  });
}

/** The middle value; undefined for none. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
