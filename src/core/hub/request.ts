import { BadInputError, MachineError, throwIfInterrupted } from '../errors.ts';
import { maximumAttempts, PassingFailure, retryAfterMs, withRetries } from '../network/retry.ts';

/** How to reach a hub: `HF_ENDPOINT` and `HF_TOKEN`, or the public one without a token. */
export interface HubOptions {
  readonly endpoint: string;
  readonly token: string | undefined;
  /** The first pause before a request is sent again; it doubles each time. */
  readonly retryDelayMs: number;
}

/** What the environment says about the hub. */
export function hubOptions(): HubOptions {
  const endpoint = process.env.HF_ENDPOINT ?? 'https://huggingface.co';
  return { endpoint: endpoint.replace(/\/+$/, ''), token: process.env.HF_TOKEN, retryDelayMs: 1000 };
}

/**
 * Sends a GET request once. Redirects are followed; the token goes to the hub alone.
 * @throws PassingFailure for what may be over soon, BadInputError for what is not there or not allowed.
 */
export async function requestOnce(
  url: string,
  {
    headers,
    options,
    signal,
  }: { headers?: Record<string, string>; options: HubOptions; signal: AbortSignal },
): Promise<Response> {
  const authorisation: Record<string, string> = options.token
    ? { authorization: `Bearer ${options.token}` }
    : {};
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { 'user-agent': 'soro', ...authorisation, ...headers },
      signal,
    });
  } catch (error) {
    throwIfInterrupted(signal);
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new PassingFailure(cause);
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  if (response.status === 429 || response.status === 408 || response.status >= 500) {
    throw new PassingFailure(`HTTP ${response.status}`, retryAfterMs(response.headers));
  }
  throw refusal(url, response.status);
}

/** Tries again what a hub or the network in between may yet answer; see `core/network/retry.ts`. */
export function withHubRetries<Result>(
  url: string,
  {
    options,
    signal,
    gotOn,
  }: { readonly options: HubOptions; readonly signal: AbortSignal; readonly gotOn?: () => boolean },
  attempt: () => Promise<Result>,
): Promise<Result> {
  const giveUp = (failure: PassingFailure) =>
    new MachineError({
      message: `The hub does not answer (${failure.message}), ${maximumAttempts} times.`,
      file: url,
      remedy:
        'Check the network and HF_ENDPOINT, then run the same command again: it continues where it stopped.',
      cause: failure,
    });
  return withRetries(
    { signal, retryDelayMs: options.retryDelayMs, giveUp, ...(gotOn ? { gotOn } : {}) },
    attempt,
  );
}

function refusal(url: string, status: number): BadInputError {
  if (status === 401 || status === 403) {
    return new BadInputError({
      message: `The hub does not allow this (HTTP ${status}).`,
      file: url,
      remedy: 'Accept the terms on its page if it has any, and put a token that may read it into HF_TOKEN.',
      unfinishedWork: 'keep',
    });
  }
  if (status === 404) {
    return new BadInputError({
      message: 'The hub does not have this.',
      file: url,
      remedy: 'Check the spelling of owner, name and revision; a private one needs HF_TOKEN.',
    });
  }
  return new BadInputError({
    message: `The hub refuses the request (HTTP ${status}).`,
    file: url,
    remedy: 'Check the address.',
  });
}
