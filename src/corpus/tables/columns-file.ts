import { open } from 'node:fs/promises';
import { CorruptArtefactError, fromSystemError } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { at } from '../../core/known.ts';

/**
 * Columns of 32-bit numbers in one file, each readable alone: two numbers (columns, rows), then column
 * after column, in the byte order of the machine. For intermediate results only.
 */
export async function writeColumns(file: string, columns: readonly Uint32Array[]): Promise<void> {
  const rows = columns[0]?.length ?? 0;
  await writeFileAtomically(file, async (handle) => {
    await handle.write(bytesOf(Uint32Array.of(columns.length, rows)));
    for (const column of columns) if (column.length > 0) await handle.write(bytesOf(column));
  });
}

/** Reads some columns of a file, by their numbers. @throws CorruptArtefactError */
export async function readColumns(file: string, numbers: readonly number[]): Promise<Uint32Array[]> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  try {
    const header = new Uint32Array(2);
    await handle.read(bytesOf(header), 0, 8, 0);
    const rows = at(header, 1);
    const columns: Uint32Array[] = [];
    for (const number of numbers) {
      const column = new Uint32Array(rows);
      if (rows > 0) await readWhole(handle, bytesOf(column), 8 + number * rows * 4, file);
      columns.push(column);
    }
    return columns;
  } finally {
    await handle.close();
  }
}

async function readWhole(
  handle: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  position: number,
  file: string,
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) {
      throw new CorruptArtefactError({
        message: 'The file is shorter than it says.',
        file,
        remedy: 'Delete the draft folder that it lies in and start again.',
      });
    }
    done += bytesRead;
  }
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A column that is filled number by number. */
export class ColumnBuilder {
  #numbers = new Uint32Array(1 << 10);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  finish(): Uint32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
