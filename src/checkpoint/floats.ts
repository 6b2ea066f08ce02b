/// <reference lib="es2025.float16" />
import { BadInputError } from '../core/errors.ts';

// Every platform that runs Node 24 is little-endian, as the files are: typed arrays read them directly.

/** Number formats of plain (not quantised) tensors, as safetensors names them. */
export type FloatFormat = 'F32' | 'F16' | 'BF16';

export const floatFormats: readonly FloatFormat[] = ['F32', 'F16', 'BF16'];

/** Bytes of one value. */
export function floatSizeBytes(format: FloatFormat): number {
  return format === 'F32' ? 4 : 2;
}

/** Turns stored bytes into float32 values. `bytes` may lie at any offset of its buffer. */
export function decodeFloats(format: FloatFormat, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  // Not slice(): that of a Buffer shares its memory with others.
  const { buffer } = new Uint8Array(bytes);
  switch (format) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return new Float32Array(new Float16Array(buffer));
    case 'BF16': {
      const halves = new Uint16Array(buffer);
      const words = new Uint32Array(halves.length);
      for (let index = 0; index < halves.length; index += 1) words[index] = (halves[index] ?? 0) << 16;
      return new Float32Array(words.buffer);
    }
  }
}

/** Turns float32 values into stored bytes, rounded to the nearest value (ties to even), as PyTorch does. */
export function encodeFloats(format: FloatFormat, values: Float32Array): Uint8Array {
  switch (format) {
    case 'F32':
      return new Uint8Array(values.slice().buffer);
    case 'F16':
      return new Uint8Array(new Float16Array(values).buffer);
    case 'BF16': {
      const words = new Uint32Array(values.slice().buffer);
      const halves = new Uint16Array(words.length);
      for (let index = 0; index < words.length; index += 1) {
        const word = words[index] ?? 0;
        const isNotNumber = (word & 0x7fffffff) > 0x7f800000;
        halves[index] = isNotNumber ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
      }
      return new Uint8Array(halves.buffer);
    }
  }
}

/**
 * The number format of a name in a file.
 * @throws BadInputError when it is a format that Soro does not read.
 */
export function parseFloatFormat(name: string, file: string, place: string): FloatFormat {
  const format = floatFormats.find((known) => known === name);
  if (format) return format;
  throw new BadInputError({
    message: `The number format ${name} is not supported.`,
    file,
    place,
    remedy: `Convert the checkpoint to one of ${floatFormats.join(', ')}.`,
  });
}
