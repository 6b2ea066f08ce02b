import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromSystemError, throwIfInterrupted } from '../errors.ts';
import { readPieces } from '../files.ts';
import type { Json } from '../json.ts';

/** JSON with sorted keys and without `undefined`: equal values give equal text. */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${entries.join(',')}}`;
}

/** A SHA-256 as it is written everywhere: 64 small hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u);

/** SHA-256 in hexadecimal of text (as UTF-8) or bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The hash of what determines a piece of work; equal descriptions have equal fingerprints. */
export function fingerprint(description: Json): string {
  return sha256(canonicalJson(description));
}

/**
 * SHA-256 in hexadecimal of a file, streamed.
 * @throws BadInputError when the file does not exist, InterruptedError on abort.
 */
export async function hashFile(path: string | Buffer, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of readPieces(path)) {
      throwIfInterrupted(signal);
      hash.update(chunk);
    }
  } catch (error) {
    throw fromSystemError(error, String(path));
  }
  return hash.digest('hex');
}
