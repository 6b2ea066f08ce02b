import type { FileWindow } from './file-window.ts';
import type { Piece } from './piece.ts';

/** A compressed format made of members (gzip) or frames (zstd) one after the other. */
export interface Container {
  /** Reads what the file's beginning says about all of its members; leaves the window anywhere. */
  prepare?(window: FileWindow): Promise<void>;
  /** The bytes with which a member begins. */
  readonly magic: Buffer;
  /** Whether the bytes after the magic can begin a member; cheap, may be wrong. */
  isHeader(bytes: Buffer): boolean;
  /** The first bytes of a member's content, as far as `bytes` reach; undefined when they are no member. */
  head(bytes: Buffer): Buffer | undefined;
  /**
   * Decompresses the member at the window's start in pieces and leaves the window behind it.
   * @throws DamagedStreamError
   */
  member(window: FileWindow): AsyncGenerator<Piece, void, undefined>;
}
