import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrainFloats } from './brain-floats.ts';
import { encodeFloat8 } from './float8.ts';

const golden = join(import.meta.dirname, 'fixtures', 'float8-of-bfloat16.bin.gz');

describe('encodeFloat8', () => {
  it('turns each of the 65,536 bfloat16 values into the byte that torch turns it into', async () => {
    const expected = gunzipSync(await readFile(golden));
    const values = new BrainFloats(1 << 16);
    for (let half = 0; half < 1 << 16; half += 1) values.setBits(half, half);
    const isNumber = (half: number) => !Number.isNaN(values.floats[half]);
    const wrong = expected.findIndex(
      (byte, half) => isNumber(half) && encodeFloat8(values.floats[half] ?? 0) !== byte,
    );
    expect(wrong).toBe(-1);
    // The sign of NaN is lost in JavaScript; that it is NaN is not.
    for (let half = 0; half < 1 << 16; half += 1)
      if (!isNumber(half)) expect((expected[half] ?? 0) & 0x7f).toBe(encodeFloat8(Number.NaN));
  });

  it('gives the nearest of all representable values', () => {
    const representable = Array.from({ length: 0x7f }, (_, byte) => decode(byte));
    fc.assert(
      fc.property(fc.float({ min: 0, max: 448, noNaN: true }), (value) => {
        const distance = Math.abs(decode(encodeFloat8(value)) - value);
        expect(distance).toBe(Math.min(...representable.map((other) => Math.abs(other - value))));
      }),
    );
  });
});

/** The value of a byte without a sign. */
function decode(byte: number): number {
  const exponent = byte >> 3;
  const mantissa = byte & 7;
  return exponent === 0 ? mantissa * 2 ** -9 : (8 + mantissa) * 2 ** (exponent - 10);
}
