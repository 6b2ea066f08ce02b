import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** A file to keep, read as it is sent. */
export function serveFile(path: string, name: string, sizeBytes: number): Response {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
