/// <reference lib="es2025.float16" />
import { decodeFloats } from '../floats.ts';
import type { BlockDecoder } from './block-decoder.ts';
import { dequantiseQ4K, dequantiseQ5K, dequantiseQ6K } from './dequantise-k.ts';
import type { GgmlType } from './ggml-types.ts';

/** Types that {@link dequantise} can turn into float32. */
export const readableTypes = [
  'F32',
  'F16',
  'BF16',
  'Q4_0',
  'Q4_1',
  'Q5_0',
  'Q5_1',
  'Q8_0',
  'IQ4_NL',
  'Q4_K',
  'Q5_K',
  'Q6_K',
] as const;

/** What the sixteen codes of IQ4_NL stand for (`kvalues_iq4nl` of ggml): closer together around zero. */
const unevenLevels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

const decoders: Readonly<Record<string, BlockDecoder>> = {
  Q4_0: (bytes, half, block, output, start) => {
    const scale = half(block);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[block + 2 + index] ?? 0;
      output[start + index] = scale * ((pair & 15) - 8);
      output[start + 16 + index] = scale * ((pair >> 4) - 8);
    }
  },
  Q4_1: (bytes, half, block, output, start) => {
    const scale = half(block);
    const least = half(block + 2);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[block + 4 + index] ?? 0;
      output[start + index] = Math.fround(scale * (pair & 15)) + least;
      output[start + 16 + index] = Math.fround(scale * (pair >> 4)) + least;
    }
  },
  Q5_0: (bytes, half, block, output, start) => {
    const scale = half(block);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[block + 6 + index] ?? 0;
      output[start + index] = scale * (((pair & 15) | (fifthBit(bytes, block + 2, index) << 4)) - 16);
      output[start + 16 + index] =
        scale * (((pair >> 4) | (fifthBit(bytes, block + 2, index + 16) << 4)) - 16);
    }
  },
  Q5_1: (bytes, half, block, output, start) => {
    const scale = half(block);
    const least = half(block + 2);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[block + 8 + index] ?? 0;
      const low = (pair & 15) | (fifthBit(bytes, block + 4, index) << 4);
      const high = (pair >> 4) | (fifthBit(bytes, block + 4, index + 16) << 4);
      output[start + index] = Math.fround(scale * low) + least;
      output[start + 16 + index] = Math.fround(scale * high) + least;
    }
  },
  Q8_0: (bytes, half, block, output, start) => {
    const scale = half(block);
    for (let index = 0; index < 32; index += 1) {
      output[start + index] = scale * (((bytes[block + 2 + index] ?? 0) << 24) >> 24);
    }
  },
  IQ4_NL: (bytes, half, block, output, start) => {
    const scale = half(block);
    for (let index = 0; index < 16; index += 1) {
      const pair = bytes[block + 2 + index] ?? 0;
      output[start + index] = scale * (unevenLevels[pair & 15] ?? 0);
      output[start + 16 + index] = scale * (unevenLevels[pair >> 4] ?? 0);
    }
  },
  Q4_K: dequantiseQ4K,
  Q5_K: dequantiseQ5K,
  Q6_K: dequantiseQ6K,
};

/** Whether {@link dequantise} knows a type. */
export function isReadableType(type: GgmlType): boolean {
  return (readableTypes as readonly string[]).includes(type.name);
}

/**
 * Turns whole blocks of a stored tensor into float32 values, with the float32 roundings of ggml's own
 * reference (`ggml-quants.c`; formats described in ggml's `ggml-common.h`).
 * @throws RangeError for a type that {@link isReadableType} refuses.
 */
export function dequantise(type: GgmlType, bytes: Uint8Array): Float32Array {
  if (type.name === 'F32' || type.name === 'F16' || type.name === 'BF16')
    return decodeFloats(type.name, bytes);
  const decoder = decoders[type.name];
  if (!decoder) throw new RangeError(`No dequantisation of ${type.name}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const half = (offset: number) => view.getFloat16(offset, true);
  const blocks = bytes.length / type.blockBytes;
  const output = new Float32Array(blocks * type.blockElements);
  for (let block = 0; block < blocks; block += 1) {
    decoder(bytes, half, block * type.blockBytes, output, block * type.blockElements);
  }
  return output;
}

/** Bit `index` of the 32 high bits that lie little-endian at `offset`. */
function fifthBit(bytes: Uint8Array, offset: number, index: number): number {
  return ((bytes[offset + (index >> 3)] ?? 0) >> (index & 7)) & 1;
}
