import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { BadInputError, InterruptedError, SoroError } from '../../core/errors.ts';
import { EngineStoppedError } from '../engine/blame.ts';
import { ContextLengthError } from '../engine/fit-context.ts';
import { BusyError } from '../queue/busy-error.ts';
import type { errorObject } from './responses.ts';

/** An HTTP answer in OpenAI's error shape. */
export interface ApiError {
  readonly status: ContentfulStatusCode;
  readonly body: z.infer<typeof errorObject>;
  readonly headers?: Readonly<Record<string, string>>;
}

type ErrorType = ApiError['body']['error']['type'];

const types: Readonly<Record<number, ErrorType>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

export function apiError(
  status: ContentfulStatusCode,
  message: string,
  details: { readonly param?: string | undefined; readonly code?: string } = {},
): ApiError {
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  return {
    status,
    body: { error: { message, type, param: details.param ?? null, code: details.code ?? null } },
  };
}

/** Translates an error of ours; a defect is told without its inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ContextLengthError) {
    return apiError(400, withRemedy(error), { param: error.place, code: 'context_length_exceeded' });
  }
  if (error instanceof BadInputError) return apiError(400, withRemedy(error), { param: error.place });
  if (error instanceof BusyError) {
    const code = error.reason === 'owner' ? 'rate_limit_exceeded' : 'overloaded';
    const headers = { 'retry-after': String(error.retryAfterSeconds) };
    return { ...apiError(429, withRemedy(error), { code }), headers };
  }
  if (error instanceof EngineStoppedError) {
    // OpenAI's clients ask again by themselves after a 503, unless they are told not to.
    const headers = { 'x-should-retry': 'false' };
    return { ...apiError(503, withRemedy(error), { code: 'engine_stopped' }), headers };
  }
  if (error instanceof InterruptedError) return apiError(503, error.message, { code: 'stopping' });
  if (error instanceof SoroError) return apiError(503, withRemedy(error), { code: 'unavailable' });
  return apiError(500, 'The server made a mistake; its log says more.', { code: 'internal_error' });
}

function withRemedy(error: SoroError): string {
  return `${error.message} ${error.remedy}`;
}
