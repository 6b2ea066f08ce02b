import { setTimeout as delay } from 'node:timers/promises';
import { throwIfInterrupted } from '../../core/errors.ts';
import { type Source, SourceFault } from './source.ts';

export interface HttpOptions {
  readonly signal: AbortSignal;
  /** False for a neighbour on the school's own network. Default: true. */
  readonly isMetered?: boolean | undefined;
  /** At most so many bytes a second. */
  readonly bytesPerSecond?: number | undefined;
  /** A line that gives nothing for so long has broken. */
  readonly silentMs?: number | undefined;
}

/**
 * A server of static files: nginx, an S3-style store, a neighbour. What was received before a line broke is asked for no
 * second time: the rest of a chunk is fetched with a range request.
 */
export function httpSource(
  address: string,
  { signal, isMetered = true, bytesPerSecond, silentMs = 30_000 }: HttpOptions,
): Source {
  const root = address.replace(/\/+$/u, '');
  const partial = new Map<string, Buffer>();
  const read = async (path: string, mostBytes: number, until: AbortSignal) => {
    const begun = partial.get(path) ?? Buffer.alloc(0);
    const parts: Buffer[] = [begun];
    try {
      const done = await request(`${root}/${path}`, begun.length, mostBytes, until, parts);
      partial.delete(path);
      return done;
    } catch (error) {
      throwIfInterrupted(until);
      const received = Buffer.concat(parts);
      // Metadata changes under its name; chunks and packs never do.
      if (!path.startsWith('metadata/') && received.length > 0) partial.set(path, received);
      throw error instanceof SourceFault ? error : new SourceFault(`${root}: ${messageOf(error)}`);
    }
  };

  async function request(
    url: string,
    from: number,
    mostBytes: number,
    until: AbortSignal,
    parts: Buffer[],
  ): Promise<Uint8Array | undefined> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silentMs);
    try {
      const response = await fetch(url, {
        headers: from > 0 ? { range: `bytes=${from}-` } : {},
        signal: AbortSignal.any([until, silence.signal]),
        redirect: 'error',
      });
      if (response.status === 404 || response.status === 403) return undefined;
      // A server without ranges begins anew.
      if (response.status === 200) parts.splice(0, parts.length);
      else if (response.status !== 206) throw new SourceFault(`${url} answers ${response.status}`);
      let received = parts.reduce((sum, part) => sum + part.length, 0);
      const began = performance.now();
      let counted = 0;
      for await (const piece of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silentMs);
        received += piece.length;
        counted += piece.length;
        if (received > mostBytes) throw new SourceFault(`${url} is larger than ${mostBytes} bytes`);
        parts.push(Buffer.from(piece));
        if (bytesPerSecond !== undefined) {
          const aheadMs = (counted / bytesPerSecond) * 1000 - (performance.now() - began);
          if (aheadMs > 5) await delay(aheadMs, undefined, { signal: until });
        }
      }
      return Buffer.concat(parts);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    name: root,
    isMetered,
    read,
    readMetadata: (name, mostBytes) => read(`metadata/${name}`, mostBytes, signal),
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
