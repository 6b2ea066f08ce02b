import { deepestRequestLevels, parseJson } from '../../../core/schema.ts';
import { SchoolError } from '../../school-error.ts';

/** What a request may carry where its route says nothing else. */
export const ordinaryBodyBytes = 256_000;

/**
 * Reads a JSON body, and no more of it than is allowed.
 * @throws SchoolError `wrong-media-type`, `too-large`; BadInputError when it is not JSON.
 */
export async function readBody(request: Request, maximumBytes: number): Promise<unknown> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new SchoolError('wrong-media-type', 'The content type must be application/json.');
  }
  const tooLarge = () => new SchoolError('too-large', `The request is larger than ${maximumBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maximumBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return parseJson(text, { remedy: 'Send valid JSON.', deepestLevels: deepestRequestLevels });
}
