import { type FileHandle, open } from 'node:fs/promises';
import { throwIfInterrupted } from '../../core/errors.ts';

const readBytes = 1 << 20;

/** A file seen through a window that moves forward, and back a little; holds what was asked for and no more. */
export class FileWindow {
  readonly #handle: FileHandle;
  readonly #signal: AbortSignal;
  /** What has been read, from {@link #start} on; the window begins {@link #used} bytes into it. */
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;
  #used = 0;

  static async open(path: string, signal: AbortSignal): Promise<FileWindow> {
    return new FileWindow(await open(path, 'r'), signal);
  }

  constructor(handle: FileHandle, signal: AbortSignal) {
    this.#handle = handle;
    this.#signal = signal;
  }

  /** The byte of the file at which the window begins. */
  get offset(): number {
    return this.#start + this.#used;
  }

  /** The bytes from {@link offset} on; at least `count` of them unless the file ends before. */
  async peek(count: number): Promise<Buffer> {
    while (this.#bytes.length - this.#used < count) {
      throwIfInterrupted(this.#signal);
      const wanted = Math.max(readBytes, count - (this.#bytes.length - this.#used));
      const more = Buffer.allocUnsafe(wanted);
      const { bytesRead } = await this.#handle.read(more, 0, wanted, this.#start + this.#bytes.length);
      if (bytesRead === 0) break;
      const kept = this.#bytes.subarray(this.#used);
      const read = more.subarray(0, bytesRead);
      this.#start += this.#used;
      this.#used = 0;
      this.#bytes = kept.length === 0 ? read : Buffer.concat([kept, read]);
    }
    return this.#bytes.subarray(this.#used);
  }

  /** Moves the window to a byte of the file. */
  moveTo(offset: number): void {
    const used = offset - this.#start;
    if (used >= 0 && used <= this.#bytes.length) this.#used = used;
    else {
      this.#bytes = Buffer.alloc(0);
      this.#start = offset;
      this.#used = 0;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
