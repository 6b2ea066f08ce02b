import type { z } from 'zod';
import { BadInputError, fromSystemError, MachineError, throwIfInterrupted } from '../../../core/errors.ts';
import { retryAfterMs } from '../../../core/network/retry.ts';
import { parseJson, parseWith } from '../../../core/schema.ts';
import { BusyError } from '../../queue/busy-error.ts';
import { eventData } from './event-data.ts';
import { errorSchema } from './upstream-schemas.ts';

/** A busy server that does not say when it will have time. */
const assumedWaitMs = 5000;

/** HTTP to the other server; its errors become ours. */
export class UpstreamServer {
  readonly address: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, key: string | undefined) {
    this.address = address.replace(/\/+$/u, '');
    if (!/^https?:\/\/[^/]/u.test(this.address)) {
      throw new BadInputError({
        message: 'This is not the address of a server.',
        place: address,
        remedy: 'Give it like http://192.168.1.5:8000/v1.',
      });
    }
    this.#headers = {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
  }

  async json<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const response = await this.#fetch(path, body, signal);
    const source = { file: `${this.address}/${path}`, family: 'corrupt' } as const;
    return parseWith(schema, parseJson(await response.text(), source), source);
  }

  post(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    return this.#fetch(path, body, signal);
  }

  async *events(response: Response, signal: AbortSignal): AsyncGenerator<string> {
    try {
      if (response.body) yield* eventData(response.body);
    } catch (error) {
      throwIfInterrupted(signal);
      if (signal.aborted) throw signal.reason;
      throw error instanceof MachineError ? error : this.broken('The connection was cut.', error);
    }
  }

  broken(message: string, cause?: unknown): MachineError {
    return new MachineError({
      message: `The other server failed: ${message}`,
      file: this.address,
      remedy: 'Ask again; look at its log if that does not help.',
      cause,
    });
  }

  async #fetch(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.address}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: this.#headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal,
      });
    } catch (error) {
      if (signal.aborted && signal.reason?.name !== 'TimeoutError') throw signal.reason;
      throw fromSystemError(this.broken('It cannot be reached.', error), this.address);
    }
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  async #refusal(response: Response): Promise<Error> {
    const text = await response.text().catch(() => '');
    const parsed = errorSchema.safeParse(safeJson(text));
    const message = parsed.success ? parsed.data.error.message : `HTTP status ${response.status}.`;
    if (response.status === 429) {
      const waitMs = retryAfterMs(response.headers) ?? assumedWaitMs;
      return new BusyError(
        { message: 'The other server has too much to do.' },
        'everybody',
        Math.ceil(waitMs / 1000),
      );
    }
    if ([400, 413, 422].includes(response.status)) {
      const place = parsed.success ? (parsed.data.error.param ?? undefined) : undefined;
      return new BadInputError({ message, place, remedy: 'Correct the request.' });
    }
    return this.broken(message);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
