import { setTimeout as delay } from 'node:timers/promises';
import { PassingFailure, type RetryOptions, withRetries } from '../../core/network/retry.ts';
import { type Source, SourceFault } from './source.ts';

export interface HttpOptions {
  readonly signal: AbortSignal;
  /** At most so many bytes a second. */
  readonly bytesPerSecond?: number | undefined;
  /** A line that gives nothing for so long has broken. */
  readonly silentMs?: number | undefined;
}

/** A line that breaks is tried again at once while it gives anything, and so often when it gives nothing. */
const mostFruitless = 3;
const againMs = 500;

/**
 * A server of static files: nginx, an S3-style store, a neighbour. What was received before a line broke is asked for no
 * second time: the rest of a chunk is fetched with a range request.
 */
export function httpSource(
  address: string,
  { signal, bytesPerSecond, silentMs = 30_000 }: HttpOptions,
): Source {
  const root = address.replace(/\/+$/u, '');
  const read = async (path: string, mostBytes: number, until: AbortSignal) => {
    // Metadata changes under its name; chunks and packs never do.
    const isFixed = !path.startsWith('metadata/');
    const parts: Buffer[] = [];
    let before = 0;
    const options: RetryOptions = {
      signal: until,
      retryDelayMs: againMs,
      attempts: mostFruitless,
      gotOn: () => lengthOf(parts) > before,
      giveUp: ({ message }) => new SourceFault(`${root}: ${message}`),
    };
    return withRetries(options, async () => {
      if (!isFixed) parts.splice(0);
      before = lengthOf(parts);
      try {
        return await request(`${root}/${path}`, mostBytes, until, parts);
      } catch (error) {
        throw error instanceof SourceFault ? error : new PassingFailure(messageOf(error));
      }
    });
  };

  async function request(
    url: string,
    mostBytes: number,
    until: AbortSignal,
    parts: Buffer[],
  ): Promise<Uint8Array | undefined> {
    const from = lengthOf(parts);
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silentMs);
    try {
      const response = await fetch(url, {
        headers: from > 0 ? { range: `bytes=${from}-` } : {},
        signal: AbortSignal.any([until, silence.signal]),
        redirect: 'error',
      });
      if (response.status === 404 || response.status === 403) return undefined;
      // Everything had come when the line broke.
      if (response.status === 416 && from > 0) return Buffer.concat(parts);
      // A server without ranges begins over.
      if (response.status === 200) parts.splice(0);
      else if (response.status !== 206) throw new SourceFault(`${url} answers ${response.status}`);
      let received = lengthOf(parts);
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
    read,
    readMetadata: (name, mostBytes) => read(`metadata/${name}`, mostBytes, signal),
  };
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
