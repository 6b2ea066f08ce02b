import { setTimeout as delay } from 'node:timers/promises';
import { throwIfInterrupted } from '../errors.ts';

/** How often something is tried before the work stops. */
export const maximumAttempts = 6;
const longestDelayMs = 60_000;

/** Something that may be over when it is tried again: a busy server, a cut connection. */
export class PassingFailure extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What a busy server's Retry-After says; undefined where it says nothing in seconds. */
export function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : undefined;
}

/** How {@link withRetries} goes about it. */
export interface RetryOptions {
  readonly signal: AbortSignal;
  /** The first pause; it doubles each time, up to a minute, unless the failure says how long. */
  readonly retryDelayMs: number;
  /** By default {@link maximumAttempts}. */
  readonly attempts?: number;
  /** Whether the failed attempt got anywhere: then the counting starts over. */
  readonly gotOn?: () => boolean;
  /** Told before each pause. */
  readonly onRetry?: () => void;
  /** The error after the last attempt. */
  readonly giveUp: (failure: PassingFailure) => Error;
}

/**
 * Does something until it succeeds; a {@link PassingFailure} is tried again after a pause, other errors go up.
 * @throws what `giveUp` makes after the last attempt; InterruptedError when the signal aborts.
 */
export async function withRetries<Result>(
  options: RetryOptions,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const { signal, retryDelayMs, attempts = maximumAttempts, gotOn, onRetry, giveUp } = options;
  let failures = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      throwIfInterrupted(signal);
      if (!(error instanceof PassingFailure)) throw error;
      failures = gotOn?.() ? 1 : failures + 1;
      if (failures >= attempts) throw giveUp(error);
      onRetry?.();
      const pauseMs = error.retryAfterMs ?? retryDelayMs * 2 ** (failures - 1);
      await delay(Math.min(pauseMs, longestDelayMs), undefined, { signal }).catch(() =>
        throwIfInterrupted(signal),
      );
    }
  }
}
