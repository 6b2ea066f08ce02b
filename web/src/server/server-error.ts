import type { ImportReason } from '../../../src/school/contract/index.ts';

/** Why the server did not do what it was asked; `code` is what `messages.errors` is looked up by. */
export class ServerError extends Error {
  /** A word of the contract (`busy`, `too-long`, …), or `offline` when no answer came at all. */
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly opensAt: number | undefined;
  /** The line of an imported file that is wrong. */
  readonly line: number | undefined;
  /** Why it is, and in which column. */
  readonly reason: ImportReason | undefined;
  readonly place: string | undefined;

  constructor(code: string, status = 0, details: ErrorDetails = {}) {
    super(details.message ?? code);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.opensAt = details.opensAt ?? undefined;
    this.line = details.line;
    this.reason = details.reason;
    this.place = details.place;
  }
}

interface ErrorDetails {
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  readonly opensAt?: number | null;
  readonly line?: number;
  readonly reason?: ImportReason;
  readonly place?: string;
}

const codesByStatus: Readonly<Record<number, string>> = {
  401: 'log-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  409: 'already-used',
  413: 'too-large',
  422: 'too-long',
  429: 'busy',
  503: 'starting',
  507: 'disk-full',
};

/** The error that a response tells. */
export async function errorOf(response: Response): Promise<ServerError> {
  const body = (await response.json().catch(() => ({}))) as { error?: ErrorDetails };
  const details = typeof body.error === 'object' && body.error ? body.error : {};
  const code = typeof details.code === 'string' ? details.code : (codesByStatus[response.status] ?? 'failed');
  return new ServerError(code, response.status, details);
}

/** Anything that was thrown, as an error of the server. */
export function asServerError(error: unknown): ServerError {
  return error instanceof ServerError ? error : new ServerError('failed');
}

/** The code of anything that was thrown. */
export function codeOf(error: unknown): string {
  return error instanceof ServerError ? error.code : 'failed';
}
