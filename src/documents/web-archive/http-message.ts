import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** An HTTP response taken apart. */
export interface HttpMessage {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  /** Without transfer and content encodings. */
  readonly body: Buffer;
}

const maximumBodyBytes = 64 * 1024 * 1024;

/** Takes an HTTP response apart; a sentence when it is none. */
export function parseHttpMessage(bytes: Buffer): HttpMessage | string {
  const end = headEnd(bytes);
  if (end === undefined) return 'no HTTP header';
  const [first = '', ...lines] = bytes.toString('latin1', 0, end.head).split(/\r?\n/);
  const status = first.match(/^HTTP\/\d(?:\.\d)?\s+(\d{3})/)?.[1];
  if (status === undefined) return 'no HTTP status line';
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  let body = bytes.subarray(end.body);
  // Crawlers often keep the headers of what they have undone already: only undo what is really there.
  if (/chunked/i.test(fields.get('transfer-encoding') ?? '')) body = withoutChunks(body) ?? body;
  const undone = undoContentEncoding(body, fields.get('content-encoding') ?? '');
  return typeof undone === 'string' ? undone : { status: Number(status), fields, body: undone };
}

function headEnd(bytes: Buffer): { head: number; body: number } | undefined {
  const standard = bytes.indexOf('\r\n\r\n');
  const bare = bytes.indexOf('\n\n');
  if (standard !== -1 && (bare === -1 || standard < bare)) return { head: standard, body: standard + 4 };
  return bare === -1 ? undefined : { head: bare, body: bare + 2 };
}

/** Joins the chunks of a chunked body; undefined when it is not chunked. */
function withoutChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let start = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', start);
    if (lineEnd === -1 || lineEnd - start > 64) return undefined;
    const size = bytes.toString('latin1', start, lineEnd).match(/^([0-9a-f]+)\s*(?:;.*)?$/i)?.[1];
    if (size === undefined) return undefined;
    const sizeBytes = Number.parseInt(size, 16);
    if (sizeBytes === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + sizeBytes));
    start = lineEnd + 2 + sizeBytes + 2;
    if (start >= bytes.length) return Buffer.concat(chunks);
  }
}

function undoContentEncoding(body: Buffer, encoding: string): Buffer | string {
  const limit = { maxOutputLength: maximumBodyBytes };
  try {
    if (/gzip/i.test(encoding) && body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body, limit);
    if (/^zstd$/i.test(encoding) && body[0] === 0x28 && body[1] === 0xb5)
      return zstdDecompressSync(body, limit);
    if (/^deflate$/i.test(encoding) && !looksLikeText(body)) {
      return (body[0] ?? 0) % 16 === 8 ? inflateSync(body, limit) : inflateRawSync(body, limit);
    }
    if (/^br$/i.test(encoding) && !looksLikeText(body)) return brotliDecompressSync(body, limit);
  } catch (error) {
    return `the ${encoding} body cannot be decompressed: ${error instanceof Error ? error.message : error}`;
  }
  return body;
}

function looksLikeText(body: Buffer): boolean {
  return /^\s*[<{[\p{L}]/u.test(body.toString('utf8', 0, 64)) && !body.subarray(0, 256).includes(0);
}
