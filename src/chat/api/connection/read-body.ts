import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { BadInputError } from '../../../core/errors.ts';
import { deepestRequestLevels, parseJson } from '../../../core/schema.ts';

/** Why a body was not read. */
export interface RefusedBody {
  readonly status: 413 | 415;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type ReadBody = { readonly value: unknown } | { readonly refused: RefusedBody };

/** `Content-Encoding` → how it is undone. */
const decoders: Readonly<
  Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * Reads the JSON body of a request, compressed or not, and no more of it than is allowed, before and after it is
 * unpacked.
 * @throws BadInputError when it is not JSON in UTF-8, or nested too deeply.
 */
export async function readJsonBody(request: Request, maximumBytes: number): Promise<ReadBody> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  // Browsers send other types from foreign sites without asking.
  if (mediaType !== 'application/json') {
    return refused(415, 'The content type must be application/json.', { accept: 'application/json' });
  }
  const encodings = (request.headers.get('content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const [encoding] = encodings;
  const decode = encoding === undefined ? undefined : decoders[encoding];
  if (encodings.length > 1 || (encoding !== undefined && !decode)) {
    const known = Object.keys(decoders).join(', ');
    return refused(
      415,
      `The body's encoding "${encodings.join(', ').slice(0, 60)}" is not one of: ${known}.`,
      {
        'accept-encoding': known,
      },
    );
  }
  const packed = await readBodyBytes(request, maximumBytes);
  const bytes = packed && decode ? await unpack(packed, decode, maximumBytes) : packed;
  if (!bytes) {
    return refused(413, `The request is larger than ${maximumBytes} bytes.`, {});
  }
  return {
    value: parseJson(textOf(bytes), { remedy: 'Send valid JSON.', deepestLevels: deepestRequestLevels }),
  };
}

/** The bytes of a body as it is sent; undefined when there are more than allowed. */
export async function readBodyBytes(request: Request, maximumBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maximumBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(
  packed: Buffer,
  decode: (typeof decoders)[string],
  maximumBytes: number,
): Promise<Buffer | undefined> {
  try {
    return await decode(packed, { maxOutputLength: maximumBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw new BadInputError({
      message: `The body cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Send it whole in the encoding that "Content-Encoding" names, or send it as it is.',
      cause: error,
    });
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BadInputError({
      message: 'The body is not UTF-8.',
      remedy: 'Send JSON in UTF-8.',
      cause: error,
    });
  }
}

function refused(
  status: RefusedBody['status'],
  message: string,
  headers: Readonly<Record<string, string>>,
): ReadBody {
  return { refused: { status, message, headers } };
}
