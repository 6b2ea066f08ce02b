import { BrainFloats } from './brain-floats.ts';

/** Largest finite value of FP8 E4M3 (without infinities, as PyTorch's `float8_e4m3fn`). */
export const largestFloat8 = 448;

/** The bytes of NaN and of 448; the sign bit is added. */
const notANumber = 0x7f;
const largestByte = 0x7e;

/**
 * Rounds a float32 to FP8 E4M3, to the nearest value, ties to even; what is beyond 448 becomes
 * 448, infinities too, as in `tensor.to(torch.float8_e4m3fn)` of PyTorch 2.13 (older ones give NaN).
 * @returns the byte: sign, four bits of exponent (bias 7), three of mantissa.
 */
export function encodeFloat8(value: number): number {
  const sign = Object.is(value, -0) || value < 0 ? 0x80 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return notANumber;
  if (magnitude >= largestFloat8) return sign | largestByte;
  // Below 2⁻⁶ the numbers are even steps of 2⁻⁹; a carry out of them gives 0x08, the first normal one.
  if (magnitude < 2 ** -6) return sign | roundToEven(magnitude * 2 ** 9);
  const exponent = Math.floor(Math.log2(magnitude));
  const steps = roundToEven(magnitude / 2 ** (exponent - 3));
  // 8 … 16 steps: 16 carries into the exponent, and the addition does just that.
  return sign | (((exponent + 7) << 3) + (steps - 8));
}

/**
 * FP8 E4M3 of every bfloat16 (its 16 bits are the index) as compressed-tensors rounds it: clamped to ±448,
 * and without −0, which it loses when it adds the zero point of a symmetric scheme.
 */
export function clampedFloat8Table(): Uint8Array {
  const values = new BrainFloats(1);
  return Uint8Array.from({ length: 1 << 16 }, (_, half) => {
    values.setBits(0, half);
    const value = values.floats[0] ?? 0;
    return value === 0 ? 0 : encodeFloat8(Math.max(-largestFloat8, Math.min(largestFloat8, value)));
  });
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
