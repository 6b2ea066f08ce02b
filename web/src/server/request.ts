import { errorOf, ServerError } from './server-error.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

interface RequestOptions {
  readonly body?: unknown;
  /** A piece of a file, in the place of a body. */
  readonly bytes?: ArrayBuffer;
  readonly signal?: AbortSignal | undefined;
  /** Continues when the page is closed. */
  readonly keepalive?: boolean;
}

let csrf = '';
let renewCsrf: () => Promise<string> = () => Promise.resolve(csrf);

/** Tells the token of the session, and how to get another when the server has forgotten this one. */
export function useCsrf(token: string, renew: () => Promise<string>): void {
  csrf = token;
  renewCsrf = renew;
}

/**
 * Asks the server this page came from.
 * @throws ServerError (`offline` when no answer came), the signal's AbortError.
 */
export async function request<Result>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Result> {
  let response = await send(method, path, options);
  if (!response.ok) {
    const error = await errorOf(response);
    if (error.code !== 'csrf') throw error;
    csrf = await renewCsrf();
    response = await send(method, path, options);
    if (!response.ok) throw await errorOf(response);
  }
  return (response.status === 204 ? undefined : await response.json()) as Result;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const { bytes } = options;
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['x-soro-csrf'] = csrf;
  if (hasBody) headers['content-type'] = bytes ? 'application/octet-stream' : 'application/json';
  return reach(path, {
    method,
    headers,
    ...(hasBody && { body: bytes ?? JSON.stringify(options.body ?? {}) }),
    ...(options.signal && { signal: options.signal }),
    ...(options.keepalive && { keepalive: true }),
  });
}

/** `fetch` whose failure to get an answer is a ServerError. */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ServerError('offline', 0, { message: String(error) });
  }
}
