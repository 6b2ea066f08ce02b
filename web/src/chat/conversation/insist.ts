import { ServerError } from '../../server/server-error.ts';

export interface InsistOptions {
  readonly signal: AbortSignal;
  /** Told before each wait: what went wrong and in how many seconds it is tried again. */
  readonly onWait: (code: string, seconds: number) => void;
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A server that is full is asked again so often; a line that is down for about ten minutes. */
const maximumBusyAttempts = 6;
const maximumAttempts = 80;

/**
 * Does something that can safely be done twice until the server has confirmed it: over a lost connection, a
 * restart, a full queue.
 * @throws the last ServerError, when waiting will not help or has not helped.
 */
export async function insist<Result>(
  action: () => Promise<Result>,
  { signal, onWait, sleep = wait }: InsistOptions,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const seconds = secondsToWait(error, attempt);
      if (signal.aborted || seconds === undefined) throw error;
      onWait((error as ServerError).code, seconds);
      await sleep(seconds * 1000, signal);
      if (signal.aborted) throw error;
    }
  }
}

function secondsToWait(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof ServerError) || attempt >= maximumAttempts) return undefined;
  if (error.code === 'busy' || error.code === 'own-limit')
    return attempt < maximumBusyAttempts ? Math.min(30, error.retryAfterSeconds ?? 3) : undefined;
  const mayPass = error.code === 'offline' || error.code === 'starting' || error.status === 502;
  return mayPass ? Math.min(8, 2 ** (attempt - 1)) : undefined;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
