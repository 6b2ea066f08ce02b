import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** A file to keep, read as it is sent. */
export function serveFile(path: string, name: string, sizeBytes: number): Response {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  const headers = fileHeaders(name, 'application/octet-stream');
  headers.set('content-length', String(sizeBytes));
  return new Response(body, { headers });
}

/** A text as a file to keep. It holds what somebody wrote: no cache on the way keeps it. */
export function serveText(name: string, mediaType: string, text: string): Response {
  return new Response(text, { headers: fileHeaders(name, mediaType) });
}

/** A value as a JSON file to keep. */
export function serveJson(name: string, value: unknown): Response {
  return serveText(name, 'application/json', JSON.stringify(value, null, 2));
}

function fileHeaders(name: string, mediaType: string): Headers {
  return new Headers({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
}
