import { type Cursor, fileStart, type Segment } from './piece.ts';

const lineFeed = 10;

/** Takes lines and counted bytes out of a segment; holds what was asked for and one piece more. */
export class ByteReader {
  readonly #pieces: Segment;
  #bytes: Buffer = Buffer.alloc(0);
  #piece: Cursor = fileStart;
  /** How much of the newest piece lies before {@link #bytes}; below zero while older bytes wait. */
  #used = 0;

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

  /** Moves to the next place where `mark` stands, `keep` bytes into it; false when there is none. */
  async seek(mark: Buffer, keep: number): Promise<boolean> {
    for (;;) {
      const found = this.#bytes.indexOf(mark);
      if (found !== -1) {
        this.#drop(found + keep);
        return true;
      }
      this.#drop(Math.max(0, this.#bytes.length - mark.length + 1));
      if (!(await this.#more())) return false;
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
