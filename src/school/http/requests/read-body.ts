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
