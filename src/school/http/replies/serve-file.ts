import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { last } from '../../../core/known.ts';

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

const pdfSignature = '%PDF-';

/**
 * The original of a book, which is a stranger's file. A PDF is shown, so that it can be opened at a page; anything else
 * is kept, never run: no type but "bytes", no guessing, no scripts.
 */
export async function serveBookFile(file: FileHandle, name: string): Promise<Response> {
  const { size } = await file.stat();
  const { buffer } = await file.read({ buffer: Buffer.alloc(pdfSignature.length), position: 0 });
  const isPdf = buffer.toString('latin1') === pdfSignature;
  const body = Readable.toWeb(file.createReadStream({ start: 0 })) as ReadableStream<Uint8Array>;
  const headers = new Headers({
    'content-type': isPdf ? 'application/pdf' : 'application/octet-stream',
    'content-disposition': `${isPdf ? 'inline' : 'attachment'}; ${fileNameField(name)}`,
    'content-length': String(size),
    'content-security-policy': "default-src 'none'; script-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  return new Response(body, { headers });
}

/** RFC 6266: the name in plain letters, and as it is for browsers that read UTF-8. Never a folder, quote or control. */
export function fileNameField(name: string): string {
  const own = last(name.split(/[/\\]/u));
  const clean = own.replace(/[\p{C}\p{Z}"'<>|:*?]+/gu, ' ').replace(/^[. ]+|[. ]+$/gu, '') || 'book';
  const plain = clean.replace(/[^\w.() -]/gu, '_');
  const encoded = encodeURIComponent(clean).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Bytes as a file to keep. */
export function serveBytes(name: string, bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), { headers: fileHeaders(name, 'application/octet-stream') });
}
