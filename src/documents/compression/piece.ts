/**
 * A place in a file from which reading can continue: `at` is a byte of the file (the start of a gzip
 * member or zstd frame in a compressed one), `skip` what was read behind it, in bytes after decompression.
 */
export interface Cursor {
  readonly at: number;
  readonly skip: number;
  /** How many items lie before it; unknown in a part that begins in the middle of a file. */
  readonly items?: number | undefined;
}

export const fileStart: Cursor = { at: 0, skip: 0, items: 0 };

/** Some bytes of a file, decompressed, and where their first one lies. */
export interface Piece extends Cursor {
  readonly bytes: Buffer;
}

/** Which part of a file to read. */
export interface PartOptions {
  /** Where to begin; the first whole member at or after it in a compressed file. */
  readonly from: Cursor;
  /** Nothing that begins at or after this byte of the file is read. */
  readonly to: number;
  /** Whether decompressed bytes look like the start of an item; used to find one after damage. */
  readonly beginsLike: (head: Buffer) => boolean;
  readonly signal: AbortSignal;
}

/** A stretch of a file that hangs together; its pieces end by throwing DamagedStreamError where it breaks. */
export type Segment = AsyncGenerator<Piece, void, undefined>;

/** Compressed data that cannot be decompressed; reading continues in the next segment. */
export class DamagedStreamError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** What zlib's and zstd's errors mean, for a person. */
export function damageOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code === 'Z_BUF_ERROR' || /unexpected end/.test(message)) return 'the end is missing';
  if (/memory|too large/i.test(message)) return 'it unpacks to more than memory has room for';
  return 'the packed data is damaged';
}
