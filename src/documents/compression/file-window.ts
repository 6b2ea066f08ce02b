import { type FileHandle, open } from 'node:fs/promises';
import { throwIfInterrupted } from '../../core/errors.ts';

const readBytes = 1 << 20;

/** A file seen through a window that moves forward (or is put elsewhere); holds what was asked for and no more. */
export class FileWindow {
  readonly #handle: FileHandle;
  readonly #signal: AbortSignal;
  #bytes: Buffer = Buffer.alloc(0);
  #offset = 0;

  static async open(path: string, signal: AbortSignal): Promise<FileWindow> {
    return new FileWindow(await open(path, 'r'), signal);
  }

  constructor(handle: FileHandle, signal: AbortSignal) {
    this.#handle = handle;
    this.#signal = signal;
  }

  /** The byte of the file at which the window begins. */
  get offset(): number {
    return this.#offset;
  }

  /** The bytes from {@link offset} on; at least `count` of them unless the file ends before. */
  async peek(count: number): Promise<Buffer> {
    while (this.#bytes.length < count) {
      throwIfInterrupted(this.#signal);
      const wanted = Math.max(readBytes, count - this.#bytes.length);
      const more = Buffer.allocUnsafe(wanted);
      const { bytesRead } = await this.#handle.read(more, 0, wanted, this.#offset + this.#bytes.length);
      if (bytesRead === 0) break;
      const read = more.subarray(0, bytesRead);
      this.#bytes = this.#bytes.length === 0 ? read : Buffer.concat([this.#bytes, read]);
    }
    return this.#bytes;
  }

  /** Moves the window to a byte of the file. */
  moveTo(offset: number): void {
    const step = offset - this.#offset;
    this.#bytes = step >= 0 && step <= this.#bytes.length ? this.#bytes.subarray(step) : Buffer.alloc(0);
    this.#offset = offset;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
