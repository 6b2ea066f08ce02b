import type { Context } from 'hono';
import type { z } from 'zod';
import { apiError, type CallerVariables, readBodyBytes, readJsonBody } from '../../chat/index.ts';
import { parseWith } from '../../core/schema.ts';

const bodyBytes = 300_000;

/** A refusal that the client is told with its status. */
export class Refusal extends Error {
  readonly status: 404 | 413 | 415 | 429;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: Refusal['status'], message: string, headers: Refusal['headers'] = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The body of a request, checked.
 * @throws Refusal, BadInputError
 */
export async function bodyOf<Schema extends z.ZodType>(
  c: Context<CallerVariables>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await readJsonBody(c.req.raw, bodyBytes);
  if ('refused' in body) throw new Refusal(body.refused.status, body.refused.message, body.refused.headers);
  return parseWith(schema, body.value);
}

/**
 * The bytes of an uploaded file, and no more of them than is allowed.
 * @throws Refusal
 */
export async function uploadOf(request: Request, maximumBytes: number): Promise<Uint8Array> {
  const bytes = await readBodyBytes(request, maximumBytes);
  if (!bytes) throw new Refusal(413, `The file is larger than ${maximumBytes} bytes.`);
  return bytes;
}

/** A refusal as an answer; other errors are the server's to tell. */
export function refusalReply(error: unknown, c: Context): Response {
  if (!(error instanceof Refusal)) throw error;
  const { body, status } = apiError(error.status, error.message);
  return c.json(body, status, { ...error.headers });
}

/** A file that a browser saves under a name. */
export function fileReply(bytes: Uint8Array | string, mediaType: string, name: string): Response {
  const own = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  return new Response(own, {
    headers: {
      'content-type': mediaType,
      // Shown in a frame or opened, a page of somebody's words must not run anything.
      'content-security-policy': "sandbox allow-modals; default-src 'none'; style-src 'unsafe-inline'",
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });
}
