import { type Cursor, fileStart, type Segment } from './piece.ts';

const lineFeed = 10;

interface SeekOptions {
  readonly limit?: number;
  readonly passed?: (bytes: Buffer) => void;
}

/** Takes lines and counted bytes out of a segment; holds what was asked for and one piece more. */
export class ByteReader {
  readonly #pieces: Segment;
  #bytes: Buffer = Buffer.alloc(0);
  #piece: Cursor = fileStart;
  /** How much of the newest piece lies before {@link #bytes}; below zero while older bytes wait. */
  #used = 0;
  /** Why the segment broke, found while looking ahead. */
  #failure: unknown;

  constructor(pieces: Segment) {
    this.#pieces = pieces;
  }

  /** Where the next byte lies. Exact when nothing is held over from an older piece, else the older piece's place. */
  get position(): Cursor {
    return { at: this.#piece.at, skip: this.#piece.skip + this.#used };
  }

  /** The next line without its line end; undefined at the end. A longer one is passed over: `'too-long'`. */
  async line(maximumBytes: number): Promise<Buffer | 'too-long' | undefined> {
    let searched = 0;
    for (;;) {
      const end = this.#bytes.indexOf(lineFeed, searched);
      if (end !== -1) {
        const line = this.#bytes.subarray(0, end);
        this.#drop(end + 1);
        return line.length > maximumBytes ? 'too-long' : withoutReturn(line);
      }
      if (this.#bytes.length > maximumBytes) {
        await this.#skipLine();
        return 'too-long';
      }
      searched = this.#bytes.length;
      if (!(await this.#more())) {
        const line = this.#bytes;
        this.#drop(line.length);
        return line.length === 0 ? undefined : withoutReturn(line);
      }
    }
  }

  /** The next `count` bytes; fewer at the end. */
  async take(count: number): Promise<Buffer> {
    while (this.#bytes.length < count && (await this.#more()));
    const taken = this.#bytes.subarray(0, count);
    this.#drop(taken.length);
    return taken;
  }

  /** Passes over `count` bytes; returns how many there were. */
  async skip(count: number): Promise<number> {
    let left = count;
    while (left > 0) {
      const step = Math.min(left, this.#bytes.length);
      this.#drop(step);
      left -= step;
      if (left > 0 && !(await this.#more())) break;
    }
    return count - left;
  }

  /** The next bytes without taking them; fewer than `count` at the end, or where the segment breaks. */
  async peek(count: number): Promise<Buffer> {
    try {
      while (this.#bytes.length < count && (await this.#more()));
    } catch (error) {
      // Told when the bytes behind are asked for: what lies before the break is sound.
      this.#failure = error;
    }
    return this.#bytes.subarray(0, count);
  }

  /** What is held and not taken yet: all there is where the segment broke. */
  takeHeld(): Buffer {
    const held = this.#bytes;
    this.#drop(held.length);
    return held;
  }

  /** Puts back bytes that were taken last. */
  putBack(bytes: Buffer): void {
    this.#bytes = Buffer.concat([bytes, this.#bytes]);
    this.#used -= bytes.length;
  }

  /** Passes over bytes as long as they are among these; gives the last four of them. */
  async skipWhile(among: ReadonlySet<number>): Promise<Buffer> {
    let last: Buffer = Buffer.alloc(0);
    for (;;) {
      const end = this.#bytes.findIndex((byte) => !among.has(byte));
      const count = end === -1 ? this.#bytes.length : end;
      last = Buffer.concat([last, this.#bytes.subarray(Math.max(0, count - 4), count)]).subarray(-4);
      this.#drop(count);
      if (end !== -1 || !(await this.#more())) return last;
    }
  }

  /**
   * Moves to the next place where one of the marks is, in front of its last `kept` bytes; false when there is none
   * within `limit` bytes, which are passed over then. `passed` is given what is passed over.
   */
  async seek(
    marks: readonly Buffer[],
    kept: number,
    { limit = Number.POSITIVE_INFINITY, passed }: SeekOptions = {},
  ): Promise<boolean> {
    const longest = Math.max(...marks.map(({ length }) => length));
    let left = limit;
    const pass = (count: number) => {
      passed?.(this.#bytes.subarray(0, count));
      this.#drop(count);
      left -= count;
    };
    for (;;) {
      const places = marks.flatMap((mark) => {
        const found = this.#bytes.indexOf(mark);
        return found === -1 ? [] : [found + mark.length - kept];
      });
      const first = Math.min(...places);
      if (places.length > 0 && first <= left) {
        pass(first);
        return true;
      }
      pass(Math.min(left, Math.max(0, this.#bytes.length - longest + 1)));
      if (left <= 0) return false;
      if (!(await this.#more())) {
        pass(Math.min(left, this.#bytes.length));
        return false;
      }
    }
  }

  async #skipLine(): Promise<void> {
    for (;;) {
      const end = this.#bytes.indexOf(lineFeed);
      if (end !== -1) {
        this.#drop(end + 1);
        return;
      }
      this.#drop(this.#bytes.length);
      if (!(await this.#more())) return;
    }
  }

  #drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
    this.#used += count;
  }

  async #more(): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    const { value, done } = await this.#pieces.next();
    if (done) return false;
    const { bytes, at, skip } = value;
    if (this.#bytes.length === 0) {
      this.#bytes = bytes;
      this.#piece = { at, skip };
      this.#used = 0;
    } else {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
    }
    return true;
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line;
}
