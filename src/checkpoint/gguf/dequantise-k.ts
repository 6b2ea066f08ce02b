import type { BlockDecoder } from './block-decoder.ts';

const scalesAt = 4;
const nibblesAtQ4K = 16;
const highBitsAtQ5K = 16;
const nibblesAtQ5K = 48;

/** 256 values of 4 bits: eight groups of 32 with a 6-bit scale and a 6-bit minimum each. */
export const dequantiseQ4K: BlockDecoder = (bytes, half, block, output, start) => {
  const scale = half(block);
  const least = half(block + 2);
  for (let group = 0; group < 8; group += 1) {
    const [groupScale, groupLeast] = scaleAndLeast(bytes, block + scalesAt, group);
    const factor = Math.fround(scale * groupScale);
    const offset = Math.fround(least * groupLeast);
    const from = block + nibblesAtQ4K + (group >> 1) * 32;
    const shift = (group & 1) * 4;
    for (let index = 0; index < 32; index += 1) {
      const value = ((bytes[from + index] ?? 0) >> shift) & 15;
      output[start + group * 32 + index] = Math.fround(factor * value) - offset;
    }
  }
};

/** As Q4_K, with the fifth bit of every value apart: bit `group` of 32 bytes. */
export const dequantiseQ5K: BlockDecoder = (bytes, half, block, output, start) => {
  const scale = half(block);
  const least = half(block + 2);
  for (let group = 0; group < 8; group += 1) {
    const [groupScale, groupLeast] = scaleAndLeast(bytes, block + scalesAt, group);
    const factor = Math.fround(scale * groupScale);
    const offset = Math.fround(least * groupLeast);
    const from = block + nibblesAtQ5K + (group >> 1) * 32;
    const shift = (group & 1) * 4;
    for (let index = 0; index < 32; index += 1) {
      const high = ((bytes[block + highBitsAtQ5K + index] ?? 0) >> group) & 1;
      const value = (((bytes[from + index] ?? 0) >> shift) & 15) | (high << 4);
      output[start + group * 32 + index] = Math.fround(factor * value) - offset;
    }
  }
};

/** 256 values of 6 bits: low four, high two, and sixteen signed 8-bit scales. */
export const dequantiseQ6K: BlockDecoder = (bytes, half, block, output, start) => {
  const scale = half(block + 208);
  for (let index = 0; index < 256; index += 1) {
    // Each half of 128 values: 64 bytes of nibbles, 32 bytes of high bits, four quarters of 32.
    const part = index >> 7;
    const quarter = (index >> 5) & 3;
    const within = index & 31;
    const nibbles = bytes[block + part * 64 + (quarter & 1) * 32 + within] ?? 0;
    const low = (nibbles >> ((quarter >> 1) * 4)) & 15;
    const high = ((bytes[block + 128 + part * 32 + within] ?? 0) >> (quarter * 2)) & 3;
    const groupScale = ((bytes[block + 192 + (index >> 4)] ?? 0) << 24) >> 24;
    output[start + index] = Math.fround(scale * groupScale) * ((low | (high << 4)) - 32);
  }
};

/** The 6-bit scale and minimum of a group of 32, packed into 12 bytes. */
function scaleAndLeast(bytes: Uint8Array, at: number, group: number): readonly [number, number] {
  const byte = (index: number) => bytes[at + index] ?? 0;
  if (group < 4) return [byte(group) & 63, byte(group + 4) & 63];
  return [
    (byte(group + 4) & 15) | ((byte(group - 4) >> 6) << 4),
    (byte(group + 4) >> 4) | ((byte(group) >> 6) << 4),
  ];
}
