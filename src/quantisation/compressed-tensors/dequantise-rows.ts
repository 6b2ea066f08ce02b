import { BrainFloats } from './brain-floats.ts';
import type { QuantisedRows } from './quantise-rows.ts';

/** The weights that FP8 rows stand for; the products are rounded to bfloat16, as compressed-tensors does. */
export function dequantiseFloat8Rows({ weights, scales }: QuantisedRows, columns: number): Float32Array {
  const values = scaleValues(scales);
  const table = Float32Array.from({ length: 256 }, (_, byte) => decodeFloat8(byte));
  return rounded(weights.length, (index) => {
    return (table[weights[index] ?? 0] ?? 0) * (values[Math.floor(index / columns)] ?? 0);
  });
}

/** The weights that packed 4-bit integers stand for. */
export function dequantiseInt4Rows({ weights, scales }: QuantisedRows, groupSize: number): Float32Array {
  const values = scaleValues(scales);
  return rounded(weights.length * 2, (index) => {
    const nibble = ((weights[index >> 1] ?? 0) >> ((index & 1) * 4)) & 15;
    return (nibble - 8) * (values[Math.floor(index / groupSize)] ?? 0);
  });
}

/** The value of an FP8 E4M3 byte. */
export function decodeFloat8(byte: number): number {
  const exponent = (byte >> 3) & 15;
  const mantissa = byte & 7;
  const magnitude = exponent === 0 ? mantissa * 2 ** -9 : (8 + mantissa) * 2 ** (exponent - 10);
  if ((byte & 0x7f) === 0x7f) return Number.NaN;
  return byte & 0x80 ? -magnitude : magnitude;
}

function scaleValues(scales: Uint16Array): Float32Array {
  const values = new BrainFloats(scales.length);
  for (const [index, half] of scales.entries()) values.setBits(index, half);
  return values.floats;
}

function rounded(length: number, product: (index: number) => number): Float32Array {
  const values = new BrainFloats(length);
  for (let index = 0; index < length; index += 1) {
    values.floats[index] = product(index);
    values.setBits(index, values.roundedBits(index));
  }
  return values.floats;
}
