import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import type { Container } from './container.ts';
import { FileWindow } from './file-window.ts';
import { gzip } from './gzip.ts';
import type { PartOptions, Piece, Segment } from './piece.ts';
import { createZstandard } from './zstandard.ts';

const containers: Readonly<Record<string, () => Container>> = { '.gz': () => gzip, '.zst': createZstandard };
/** Frames of zstd that hold no content: an archive's dictionary may stand in one. */
const skippableFrames = Array.from({ length: 16 }, (_, index) => 0x184d2a50 + index);
const plainPieceBytes = 1 << 20;
const headBytes = 64 * 1024;

/** Whether a file is compressed in a way that {@link openSegments} undoes. */
export function isCompressed(path: string): boolean {
  return compressionOf(path) !== undefined;
}

/**
 * How a file is compressed: by its first bytes, for names lie; by its name where these bytes are no text, as a damaged
 * file is read from the next member on.
 */
function compressionOf(path: string): string | undefined {
  const head = headOf(path);
  if (head[0] === 0x1f && head[1] === 0x8b) return '.gz';
  const isFrame = head.length >= 4 && [0xfd2fb528, ...skippableFrames].includes(head.readUInt32LE());
  if (isFrame) return '.zst';
  const named = extname(path).toLowerCase();
  const isText = head.length > 0 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
  return named in containers && !isText ? named : undefined;
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(64);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * The content of a file, decompressed where it is gzip or zstd, as stretches that hang together:
 * one for a sound file; after damage another one, from the next member that can be read. Use up (or
 * leave) a segment before asking for the next. Memory stays at a few megabytes whatever the file holds.
 */
export async function* openSegments(path: string, options: PartOptions): AsyncGenerator<Segment> {
  const window = await FileWindow.open(path, options.signal);
  try {
    const container = containers[compressionOf(path) ?? '']?.();
    if (!container) {
      yield plainPieces(window, options);
      return;
    }
    await container.prepare?.(window);
    const place = { window, container, options };
    let skip = options.from.skip;
    window.moveTo(options.from.at);
    // The start of a part lies anywhere; of a file, and where a run stopped, on a member.
    let isSound = options.from.at === 0;
    for (;;) {
      if (!isSound && !(await moveToMember(place))) return;
      if (window.offset >= options.to) return;
      const at = window.offset;
      const state: { isFinished: boolean; brokenAt?: number } = { isFinished: false };
      yield membersFrom(place, skip, state);
      if (state.isFinished) return;
      skip = 0;
      isSound = false;
      // Search behind what broke, not in it again.
      window.moveTo(Math.max(at, state.brokenAt ?? at) + 1);
    }
  } finally {
    await window.close();
  }
}

interface Members {
  readonly window: FileWindow;
  readonly container: Container;
  readonly options: PartOptions;
}

async function* membersFrom(
  { window, container, options }: Members,
  skip: number,
  state: { isFinished: boolean; brokenAt?: number },
): Segment {
  let toSkip = skip;
  for (;;) {
    const bytes = await window.peek(1);
    if (bytes.length === 0 || window.offset >= options.to) break;
    // Some writers fill a file up with zeros.
    if (bytes[0] === 0 && (await isAllZero(window))) break;
    state.brokenAt = window.offset;
    for await (const piece of container.member(window)) {
      const cut = Math.min(toSkip, piece.bytes.length);
      toSkip -= cut;
      if (cut < piece.bytes.length) yield cut === 0 ? piece : cutPiece(piece, cut);
    }
  }
  state.isFinished = true;
}

function cutPiece({ bytes, at, skip }: Piece, cut: number): Piece {
  return { bytes: bytes.subarray(cut), at, skip: skip + cut };
}

/** Moves the window to the next byte at which a member begins that looks like one of the wanted sort. */
async function moveToMember({ window, container, options }: Members): Promise<boolean> {
  const { magic } = container;
  for (;;) {
    const bytes = await window.peek(headBytes);
    if (bytes.length < magic.length || window.offset >= options.to) return false;
    const found = bytes.indexOf(magic);
    if (found === -1) {
      window.moveTo(window.offset + bytes.length - magic.length + 1);
      continue;
    }
    window.moveTo(window.offset + found);
    const candidate = await window.peek(headBytes);
    if (container.isHeader(candidate)) {
      const head = container.head(candidate.subarray(0, headBytes));
      if (head && options.beginsLike(head)) return true;
    }
    window.moveTo(window.offset + 1);
  }
}

async function isAllZero(window: FileWindow): Promise<boolean> {
  const start = window.offset;
  for (;;) {
    const bytes = await window.peek(1);
    if (bytes.length === 0) return true;
    if (bytes.some((byte) => byte !== 0)) break;
    window.moveTo(window.offset + bytes.length);
  }
  window.moveTo(start);
  return false;
}

async function* plainPieces(window: FileWindow, { from }: PartOptions): Segment {
  window.moveTo(from.at + from.skip);
  for (;;) {
    const bytes = await window.peek(1);
    if (bytes.length === 0) return;
    for (let start = 0; start < bytes.length; start += plainPieceBytes) {
      yield { bytes: bytes.subarray(start, start + plainPieceBytes), at: window.offset + start, skip: 0 };
    }
    window.moveTo(window.offset + bytes.length);
  }
}
