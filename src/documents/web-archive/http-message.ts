import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { damageOf } from '../compression/piece.ts';

/** An HTTP response taken apart. */
export interface HttpMessage {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  /** Without transfer and content encodings. */
  readonly body: Buffer;
  /** Whether the end of the body could not be unpacked. */
  readonly isCut: boolean;
}

const maximumBodyBytes = 64 * 1024 * 1024;

/** Takes an HTTP response apart; a sentence when it is none. */
export async function parseHttpMessage(bytes: Buffer): Promise<HttpMessage | string> {
  const end = headEnd(bytes);
  if (end === undefined) return 'the response has no HTTP header';
  const [first = '', ...lines] = bytes.toString('latin1', 0, end.head).split(/\r?\n/);
  const status = first.match(/^HTTP\/\d(?:\.\d)?\s+(\d{3})/)?.[1];
  if (status === undefined) return 'the response does not begin with its HTTP status';
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  let body = bytes.subarray(end.body);
  // Crawlers often keep the headers of what they have undone already: only undo what is really there.
  if (/chunked/i.test(fields.get('transfer-encoding') ?? '')) body = withoutChunks(body) ?? body;
  const encoding = fields.get('content-encoding') ?? '';
  const decompress = decompressorFor(body, encoding);
  if (!decompress) return { status: Number(status), fields, body, isCut: false };
  const { unpacked, damage } = await unpack(body, decompress);
  if (unpacked.length === 0 && damage !== undefined)
    return `the body (${encoding}) cannot be unpacked: ${damage}`;
  return { status: Number(status), fields, body: unpacked, isCut: damage !== undefined };
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

/** What undoes the stated encoding; undefined when the body is not in it any more. */
function decompressorFor(body: Buffer, encoding: string): Transform | undefined {
  if (/gzip/i.test(encoding) && body[0] === 0x1f && body[1] === 0x8b) return createGunzip();
  if (/^zstd$/i.test(encoding) && body[0] === 0x28 && body[1] === 0xb5) return createZstdDecompress();
  if (/^deflate$/i.test(encoding) && !looksLikeText(body))
    return (body[0] ?? 0) % 16 === 8 ? createInflate() : createInflateRaw();
  return /^br$/i.test(encoding) && !looksLikeText(body) ? createBrotliDecompress() : undefined;
}

/** What a body unpacks to as far as it goes, as browsers show it, and why it goes no further. */
async function unpack(body: Buffer, decompress: Transform): Promise<{ unpacked: Buffer; damage?: string }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  decompress.end(body);
  try {
    for await (const chunk of decompress) {
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > maximumBodyBytes)
        return { unpacked: Buffer.alloc(0), damage: 'it unpacks to over 64 MB' };
      chunks.push(chunk as Buffer);
    }
    return { unpacked: Buffer.concat(chunks) };
  } catch (error) {
    return { unpacked: Buffer.concat(chunks), damage: damageOf(error) };
  }
}

function looksLikeText(body: Buffer): boolean {
  return /^\s*[<{[\p{L}]/u.test(body.toString('utf8', 0, 64)) && !body.subarray(0, 256).includes(0);
}
