import { readJsonBody } from '../../../chat/index.ts';
import { SchoolError } from '../../school-error.ts';

/** What a request may carry where its route says nothing else. */
export const ordinaryBodyBytes = 256_000;

/**
 * Reads a JSON body, compressed or not, and no more of it than is allowed.
 * @throws SchoolError `wrong-media-type`, `too-large`; BadInputError when it is not JSON.
 */
export async function readBody(request: Request, maximumBytes: number): Promise<unknown> {
  const body = await readJsonBody(request, maximumBytes);
  if ('value' in body) return body.value;
  const { status, message } = body.refused;
  throw new SchoolError(status === 413 ? 'too-large' : 'wrong-media-type', message);
}

/**
 * Reads a piece of a file.
 * @throws SchoolError `wrong-media-type`, `too-large`, `bad-request` when it breaks off.
 */
export async function readBytes(request: Request, maximumBytes: number): Promise<Uint8Array> {
  if (request.headers.get('content-type') !== 'application/octet-stream') {
    throw new SchoolError('wrong-media-type', 'The body is sent as application/octet-stream.');
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of request.body ?? []) {
      length += piece.length;
      if (length > maximumBytes) throw new SchoolError('too-large', `At most ${maximumBytes} bytes at once.`);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof SchoolError) throw error;
    throw new SchoolError('bad-request', 'The body broke off.', { remedy: 'Send it again.' });
  }
  return Buffer.concat(pieces, length);
}
