/** A request to an OpenAI-compatible API. */
export interface ApiRequest {
  /** Base address, up to /v1. */
  readonly address: string;
  /** Below the base address. */
  readonly path: string;
  readonly key: string | undefined;
  readonly body: object;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface ApiAnswer {
  readonly response: Response;
  readonly text: string;
  /** Undefined where the text is no JSON. */
  readonly json: unknown;
}

/**
 * Posts a body as JSON and reads the whole answer, whatever its status.
 * @throws what `fetch` throws: TimeoutError after the time, AbortError of the signal, TypeError without a connection.
 */
export async function postJson(request: ApiRequest): Promise<ApiAnswer> {
  const { address, path, key, body, timeoutMs, signal } = request;
  const response = await fetch(`${address.replace(/\/+$/, '')}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  const text = await response.text();
  return { response, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
