import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { BadInputError, InterruptedError, SoroError } from '../core/errors.ts';

/** An HTTP answer in OpenAI's error shape. */
export interface ApiError {
  readonly status: ContentfulStatusCode;
  readonly body: {
    readonly error: {
      readonly message: string;
      readonly type: string;
      readonly param: string | null;
      readonly code: string | null;
    };
  };
}

export function apiError(
  status: ContentfulStatusCode,
  message: string,
  details: { readonly param?: string | undefined; readonly code?: string } = {},
): ApiError {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  return {
    status,
    body: { error: { message, type, param: details.param ?? null, code: details.code ?? null } },
  };
}

/** Translates an error of ours; a defect is told without its inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof BadInputError) return apiError(400, withRemedy(error), { param: error.place });
  if (error instanceof InterruptedError) return apiError(503, error.message, { code: 'stopping' });
  if (error instanceof SoroError) return apiError(503, withRemedy(error), { code: 'overloaded' });
  return apiError(500, 'The server made a mistake; its log says more.', { code: 'internal_error' });
}

function withRemedy(error: SoroError): string {
  return `${error.message} ${error.remedy}`;
}
